namespace Upscale.Onnx;

internal static class Domains
{
    /// <summary>The default domain has two spellings in files; here it is always the empty one.</summary>
    public static string Normalise(string domain) => domain == "ai.onnx" ? "" : domain;
}
