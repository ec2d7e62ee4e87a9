using System.Collections.Immutable;

namespace Upscale.Pruning.Costs;

/// <summary>All that the time of a convolution depends on, except its widths. Sizes per spatial axis; equal by value.</summary>
/// <param name="input">Spatial size of the input.</param>
/// <param name="kernel">Extents of the kernel.</param>
/// <param name="strides">Strides.</param>
/// <param name="dilations">Dilations.</param>
/// <param name="pads">As in ONNX: all starts, then all ends.</param>
public sealed class ConvolutionGeometry(
    ImmutableArray<int> input, ImmutableArray<int> kernel, ImmutableArray<int> strides, ImmutableArray<int> dilations, ImmutableArray<int> pads)
    : IEquatable<ConvolutionGeometry>
{
    public ImmutableArray<int> Input { get; } = input;

    public ImmutableArray<int> Kernel { get; } = kernel;

    public ImmutableArray<int> Strides { get; } = strides;

    public ImmutableArray<int> Dilations { get; } = dilations;

    public ImmutableArray<int> Pads { get; } = pads;

    /// <summary>The same text for the same geometry: <c>56x56 k3x3 s1x1 d1x1 p1x1x1x1</c>.</summary>
    public string Key { get; } =
        $"{Join(input)} k{Join(kernel)} s{Join(strides)} d{Join(dilations)} p{Join(pads)}";

    /// <summary>Spatial size of the output.</summary>
    public ImmutableArray<int> Output => [.. Input.Select((size, axis) =>
        Math.Max(0, (size + Pads[axis] + Pads[axis + Input.Length] - ((Kernel[axis] - 1) * Dilations[axis]) - 1) / Strides[axis]) + 1)];

    public bool Equals(ConvolutionGeometry? other) => Key == other?.Key;

    public override bool Equals(object? obj) => Equals(obj as ConvolutionGeometry);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    public override string ToString() => Key;

    private static string Join(ImmutableArray<int> sizes) => string.Join('x', sizes);
}
