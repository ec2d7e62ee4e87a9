namespace Upscale.Execution;

internal static class ErrorCodes
{
    public const string Mismatch = "UPS1401";
    public const string DoesNotRun = "UPS1402";
    public const string RuntimeNotFound = "UPS1403";
    public const string CannotBeVerified = "UPS1404";
    public const string NotFaster = "UPS1405";
}
