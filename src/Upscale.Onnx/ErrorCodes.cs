namespace Upscale.Onnx;

internal static class ErrorCodes
{
    public const string MissingFile = "UPS1001";
    public const string NotOnnx = "UPS1002";
    public const string Truncated = "UPS1003";
    public const string UnsupportedVersion = "UPS1004";
    public const string MissingExternalData = "UPS1005";
    public const string InvalidExternalData = "UPS1006";
    public const string DuplicateName = "UPS1007";
    public const string MissingInput = "UPS1008";
    public const string NotSorted = "UPS1009";
    public const string TensorSize = "UPS1010";
    public const string BadDimension = "UPS1011";
    public const string AttributeType = "UPS1012";
    public const string CannotWrite = "UPS1013";
    public const string TooDeep = "UPS1014";
}
