namespace Upscale.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The input or the arguments are at fault; the error stream says how.</summary>
    public const int BadInput = 1;

    /// <summary>The program is at fault.</summary>
    public const int InternalError = 70;
}
