using Google.Protobuf;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Why a file could not be parsed: something else than a model, one that was cut off, or one that is damaged inside.</summary>
internal static class UnreadableModel
{
    public static UpscaleException Explain(ReadOnlySpan<byte> file, InvalidProtocolBufferException failure)
    {
        var cursor = new WireCursor(file);
        var first = true;
        while (cursor.Next())
        {
            if (!IsField(cursor.Field, cursor.Type) || (first && cursor.Field != ModelProto.IrVersionFieldNumber))
            {
                return NotOnnx(file, failure);
            }

            first = false;
        }

        if (first)
        {
            return NotOnnx(file, failure);
        }

        return cursor.End == file.Length
            ? new UpscaleException(ErrorCodes.NotOnnx, $"the file starts like an ONNX model but is damaged inside ({failure.Message}). Export or download the model again", inner: failure)
            : new UpscaleException(
                ErrorCodes.Truncated,
                cursor.Overrun > 0
                    ? $"the file is truncated: a part of {cursor.Overrun} bytes starts at byte {cursor.Content}, but the file ends after {file.Length} bytes. Copy, export or download the model again"
                    : $"the file is truncated or damaged at byte {cursor.Start} of {file.Length}. Copy, export or download the model again",
                inner: failure);
    }

    private static UpscaleException NotOnnx(ReadOnlySpan<byte> file, Exception failure) => new(
        ErrorCodes.NotOnnx,
        $"the file is not an ONNX model: its first bytes are {Convert.ToHexString(file[..Math.Min(8, file.Length)])}{Guess(file)}. Name an .onnx file",
        inner: failure);

    private static string Guess(ReadOnlySpan<byte> file) => file switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => " (a PNG image)",
        [(byte)'P', (byte)'K', 3, 4, ..] => " (a ZIP archive, perhaps a PyTorch checkpoint)",
        [0x1F, 0x8B, ..] => " (gzip; unpack it first)",
        [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', (byte)'3', ..] => " (a TensorFlow Lite model; convert it first)",
        _ when file[..Math.Min(64, file.Length)].IndexOfAnyExceptInRange((byte)'\t', (byte)'~') < 0 => " (text)",
        _ => "",
    };

    private static bool IsField(int field, WireType type) => field switch
    {
        ModelProto.IrVersionFieldNumber or ModelProto.ModelVersionFieldNumber => type == WireType.Varint,
        > 0 and <= ModelProto.ConfigurationFieldNumber => type == WireType.Bytes,
        _ => false,
    };
}
