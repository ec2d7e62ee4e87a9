namespace Upscale.Onnx;

/// <summary>Bad input: what was expected, what was found and what to do about it, under a code of the form UPSnnnn.</summary>
public sealed class UpscaleException : Exception
{
    /// <summary>Creates an error about an input.</summary>
    /// <param name="code">UPS followed by four digits.</param>
    /// <param name="message">What was expected, what was found, what to do.</param>
    /// <param name="file">The file at fault, when known.</param>
    /// <param name="node">The label of the node at fault, when there is one.</param>
    /// <param name="inner">The underlying failure, when there is one.</param>
    public UpscaleException(string code, string message, string? file = null, string? node = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        File = file;
        Node = node;
    }

    public string Code { get; }

    public string? File { get; }

    public string? Node { get; }

    /// <summary>One line in the form that build tools recognise: <c>file : error UPS1001: text</c>.</summary>
    /// <returns>The line, without an end of line; the origin is <c>upscale</c> when no file is known.</returns>
    public string ToDiagnostic() => Line("error");

    /// <summary>The same line for something that does not stop the build: <c>file : warning UPS1405: text</c>.</summary>
    public string ToWarning() => Line("warning");

    /// <summary>The same error, attributed to <paramref name="file"/>.</summary>
    public UpscaleException WithFile(string file) => new(Code, Message, file, Node, InnerException ?? this);

    private string Line(string severity) => $"{File ?? "upscale"} : {severity} {Code}: {Message.ReplaceLineEndings(" ")}";
}
