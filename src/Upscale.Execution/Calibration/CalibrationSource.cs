using Upscale.Onnx;

namespace Upscale.Execution.Calibration;

/// <summary>A calibration file, or an array in it, as messages name it.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Array">Name of the array; null where the file is one.</param>
internal sealed record CalibrationSource(string File, string? Array = null)
{
    /// <exception cref="UpscaleException">UPS1702: the stream ends before.</exception>
    public void ReadExactly(Stream stream, Span<byte> into)
    {
        try
        {
            stream.ReadExactly(into);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw Damaged("it ends, or cannot be read, before the last of its elements", failure);
        }
    }

    public UpscaleException Damaged(string problem, Exception? inner = null) => Error(ErrorCodes.CalibrationDamaged, $"is damaged: {problem}. Write it again", inner);

    public UpscaleException Unsupported(string problem) => Error(ErrorCodes.CalibrationUnsupported, $"is not read: {problem}");

    public UpscaleException Unfit(string problem) => Error(ErrorCodes.CalibrationUnfit, $"does not fit the model: {problem}");

    private UpscaleException Error(string code, string text, Exception? inner = null) =>
        new(code, $"{(Array is null ? "the calibration file" : $"the calibration array '{Array}'")} {text}", File, inner: inner);
}
