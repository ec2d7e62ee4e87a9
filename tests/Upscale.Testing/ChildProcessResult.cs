namespace Upscale.Testing;

/// <summary>What a finished process left: its exit code and everything it wrote.</summary>
public sealed record ChildProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, standard output first: the text for a failed assertion's message.</summary>
    public string Transcript => $"exit code {ExitCode}\n{Output}{Error}";
}
