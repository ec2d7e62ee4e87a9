using System.Collections.Immutable;
using System.Globalization;

namespace Upscale.Pruning.Preparing;

/// <summary>Order of the axes of an image.</summary>
public enum PixelLayout
{
    /// <summary>[N, C, H, W], as convolutions read it.</summary>
    Nchw,

    /// <summary>[N, H, W, C], as image files and cameras have it.</summary>
    Nhwc,
}

/// <summary>How the pixels that a model is given relate to what it was trained on: (pixel − mean) / std.</summary>
public sealed record PixelFormat
{
    /// <summary>Per channel, in the units of the pixels; one value holds for all channels, none is 0.</summary>
    public ImmutableArray<double> Mean { get; init; } = [];

    /// <summary>Per channel, in the units of the pixels, not 0; one value holds for all channels, none is 1.</summary>
    public ImmutableArray<double> Std { get; init; } = [];

    /// <summary>The order of the axes.</summary>
    public PixelLayout Layout { get; init; }

    /// <summary>Reads numbers with commas between them, such as <c>123.7, 116.3, 103.5</c>.</summary>
    /// <returns>null where one is no finite number.</returns>
    public static ImmutableArray<double>? ParseValues(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToImmutableArray();
        return values.All(double.IsFinite) ? values : null;
    }

    /// <summary>Whether the model takes its input as it is.</summary>
    public bool IsPlain => Mean.IsEmpty && Std.IsEmpty && Layout == PixelLayout.Nchw;
}
