using System.Text;
using Upscale.Build.Items;

namespace Upscale.Build.Requests;

/// <summary>What the tool is asked to do with one model.</summary>
internal sealed record ModelRequest
{
    public const string Header = "upscale-request\t1\n";

    public string ProjectFile { get; init; } = "";

    public string ToolAssembly { get; init; } = "";

    public OnnxRuntimeAssets OnnxRuntime { get; init; } = new("", "");

    /// <summary>Where pruned models are kept for other builds; empty: nowhere.</summary>
    public string CacheFolder { get; init; } = "";

    public string Source { get; init; } = "";

    /// <summary>Metadata names and values, in the order in which they are written.</summary>
    public IReadOnlyList<NamedValue> Options { get; init; } = [];

    /// <summary>Files beside the model that it is made from, so that one more or less makes another request.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Inputs that come from other pruned models.</summary>
    public IReadOnlyList<ChainedFile> Chained { get; init; } = [];

    /// <summary>Outputs that other models take as they lie.</summary>
    public IReadOnlyList<string> HandedOver { get; init; } = [];

    public ModelOutputs Outputs { get; init; } = new("", "", "", "", "");

    public bool SignatureOnly { get; init; }

    /// <summary>The request as text: a header line, then one tab-separated record a line.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Header);
        Append(text, "project", ProjectFile);
        Append(text, "tool", ToolAssembly);
        Append(text, "onnxruntime", OnnxRuntime.Assembly, OnnxRuntime.NativeLibrary);
        Append(text, "cache", CacheFolder);
        Append(text, "signature-only", SignatureOnly ? "true" : "false");
        Append(text, "model", Source);
        foreach (NamedValue option in Options)
        {
            Append(text, "option", option.Key, option.Value);
        }

        foreach (string input in Inputs)
        {
            Append(text, "input", input);
        }

        foreach (ChainedFile chained in Chained)
        {
            Append(text, "chained", chained.Input, chained.Model, chained.Output);
        }

        foreach (string output in HandedOver)
        {
            Append(text, "handed-over", output);
        }

        foreach (NamedValue output in Outputs.Written)
        {
            Append(text, "output", output.Key, output.Value);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string record, params string[] values)
    {
        text.Append(record);
        foreach (string value in values)
        {
            text.Append('\t').Append(PercentEncoding.Encode(value));
        }

        text.Append('\n');
    }
}
