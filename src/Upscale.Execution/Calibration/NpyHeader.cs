using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Upscale.Onnx;

namespace Upscale.Execution.Calibration;

/// <summary>What an array file says of itself before its elements: type and sizes.</summary>
/// <param name="ElementType">float32, float64 or uint8.</param>
/// <param name="Dims">Sizes, row-major.</param>
internal sealed partial record NpyHeader(ElementType ElementType, ImmutableArray<long> Dims)
{
    // The text of an array of 32 axes takes less than a tenth of it.
    private const int LongestText = 10_000;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a header of version 1 to 3; the stream then stands at the first element.</summary>
    /// <param name="stream">At the start of the array.</param>
    /// <param name="length">Bytes that the stream has; the elements must fill what the header leaves.</param>
    /// <param name="source">For messages.</param>
    /// <exception cref="UpscaleException">UPS1702: damaged; UPS1703: another type, order or version.</exception>
    public static NpyHeader Read(Stream stream, long length, CalibrationSource source)
    {
        var (text, start) = ReadText(stream, source);
        var descr = Descr().Match(text);
        var order = Order().Match(text);
        var shape = Sizes().Match(text);
        if (!descr.Success || !order.Success || !shape.Success)
        {
            throw source.Damaged("its header does not state descr, fortran_order and shape");
        }

        var type = TypeOf(descr.Groups[1].Value)
            ?? throw source.Unsupported($"its elements are {Shown(descr.Groups[1].Value)}; store '<f4', '<f8' or '|u1'");
        if (order.Groups[1].Value == "True")
        {
            throw source.Unsupported("its elements lie in Fortran order; store numpy.ascontiguousarray of it");
        }

        var dims = Dimensions(shape.Groups[1].Value, source);
        var bytes = new Shape(dims.Select(Dim.Known)).ElementCount is { } count && count <= long.MaxValue / 8 ? count * type.ByteSize() : long.MaxValue;
        return bytes == length - start
            ? new(type, dims)
            : throw source.Damaged($"its header promises [{string.Join(',', dims)}] of {descr.Groups[1].Value}, but {length - start} bytes follow");
    }

    private static (string Text, int Start) ReadText(Stream stream, CalibrationSource source)
    {
        Span<byte> start = stackalloc byte[12];
        source.ReadExactly(stream, start[..8]);
        if (!start.StartsWith(Magic))
        {
            throw source.Damaged("it does not start as a .npy file does");
        }

        var sizeBytes = start[6] switch
        {
            1 => 2,
            2 or 3 => 4,
            var version => throw source.Unsupported($"its format version is {version}; 1 to 3 are read"),
        };
        source.ReadExactly(stream, start.Slice(8, sizeBytes));
        var size = sizeBytes == 2 ? BitConverter.ToUInt16(start[8..]) : BitConverter.ToUInt32(start[8..]);
        if (size > LongestText)
        {
            throw source.Damaged($"its header claims {size} bytes");
        }

        var text = new byte[size];
        source.ReadExactly(stream, text);
        return (Encoding.UTF8.GetString(text), 8 + sizeBytes + (int)size);
    }

    private static ElementType? TypeOf(string descr) => descr switch
    {
        "<f4" => ElementType.Float,
        "<f8" => ElementType.Double,
        "|u1" or "<u1" => ElementType.UInt8,
        _ => null,
    };

    private static ImmutableArray<long> Dimensions(string text, CalibrationSource source) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
            long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? size
                : throw source.Damaged($"its shape has a size '{Shown(part)}'"))];

    private static string Shown(string text) => text.Length == 0 ? "records" : text.Length <= 20 ? text : text[..20] + "…";

    [GeneratedRegex("""['"]descr['"]\s*:\s*(?:['"]([^'"]*)['"]|\[)""")]
    private static partial Regex Descr();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex Order();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex Sizes();
}
