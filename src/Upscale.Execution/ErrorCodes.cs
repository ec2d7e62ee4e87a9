namespace Upscale.Execution;

internal static class ErrorCodes
{
    public const string Mismatch = "UPS1401";
    public const string DoesNotRun = "UPS1402";
    public const string RuntimeNotFound = "UPS1403";
    public const string CannotBeVerified = "UPS1404";
    public const string NotFaster = "UPS1405";
    public const string NoProfile = "UPS1406";
    public const string BadProfile = "UPS1407";
    public const string CalibrationNotFound = "UPS1701";
    public const string CalibrationDamaged = "UPS1702";
    public const string CalibrationUnsupported = "UPS1703";
    public const string CalibrationUnfit = "UPS1704";
}
