namespace Upscale.Generator.Signatures;

/// <summary>A line of a signature file that breaks the format; caught by the parser, never seen by the compiler.</summary>
internal sealed class SignatureFormatException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
