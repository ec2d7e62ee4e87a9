using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>Kernel, strides, dilations and pads of a convolution or pooling, one entry per spatial axis.</summary>
internal sealed class SpatialWindow
{
    private readonly Dim[] _kernel;
    private readonly long[] _strides;
    private readonly long[] _dilations;
    private readonly long[] _pads;
    private readonly long[] _outputPadding;
    private readonly bool _same;
    private readonly bool _ceil;

    private SpatialWindow(ShapeContext context, Dim[] kernel)
    {
        var rank = kernel.Length;
        var automatic = context.Node.Text("auto_pad", "NOTSET");
        var padded = automatic is "NOTSET" or "";
        _kernel = kernel;
        _strides = Values(context, "strides", rank, 1);
        _dilations = Values(context, "dilations", rank, 1);
        _pads = padded ? Values(context, "pads", rank * 2, 0) : new long[rank * 2];
        _outputPadding = Values(context, "output_padding", rank, 0);
        _same = automatic is "SAME_UPPER" or "SAME_LOWER";
        _ceil = context.Node.Int("ceil_mode", 0) != 0;
    }

    /// <summary>Reads the attributes of a node.</summary>
    /// <param name="context">The node; <c>kernel_shape</c>, where given, is used before <paramref name="kernel"/>.</param>
    /// <param name="kernel">Extents of the kernel, one per spatial axis.</param>
    /// <exception cref="UpscaleException">UPS1101: an attribute has not one entry per spatial axis.</exception>
    public static SpatialWindow Read(ShapeContext context, IEnumerable<Dim> kernel)
    {
        var extents = kernel.ToArray();
        var attribute = context.Node.Ints("kernel_shape");
        if (attribute is not null && attribute.Length != extents.Length)
        {
            throw context.Contradiction($"{extents.Length} entries in 'kernel_shape'", $"{attribute.Length}");
        }

        return new(context, attribute is null ? extents : [.. attribute.Select(Dim.Known)]);
    }

    /// <summary>Extent of an axis after a convolution or pooling.</summary>
    public Dim Output(int axis, Dim input)
    {
        var stride = _strides[axis];
        return _same ? input.Map(size => checked(size + stride - 1) / stride)
            : _kernel[axis].IsKnown ? input.Map(size => Positions(axis, size, stride))
            : Dim.Unknown;
    }

    /// <summary>Extent of an axis after a transposed convolution.</summary>
    public Dim Transposed(int axis, Dim input) =>
        _same ? input.Map(size => checked(size * _strides[axis]))
        : _kernel[axis].IsKnown ? input.Map(size => checked((_strides[axis] * (size - 1)) + _outputPadding[axis] + Reach(axis) - Padding(axis)))
        : Dim.Unknown;

    private long Positions(int axis, long size, long stride)
    {
        var span = checked(size + Padding(axis) - Reach(axis));
        if (span < 0 || !_ceil)
        {
            return span < 0 ? span : (span / stride) + 1;
        }

        var count = checked(span + stride - 1) / stride;
        var startsInPadding = checked(count * stride) >= size + _pads[axis];
        return startsInPadding ? count : count + 1;
    }

    private long Reach(int axis) => checked(((_kernel[axis].Size - 1) * _dilations[axis]) + 1);

    private long Padding(int axis) => checked(_pads[axis] + _pads[axis + _kernel.Length]);

    private static long[] Values(ShapeContext context, string attribute, int count, long fallback)
    {
        var values = context.Node.Ints(attribute);
        return values is null || values.Length == 0 ? [.. Enumerable.Repeat(fallback, count)]
            : values.Length != count ? throw context.Contradiction($"{count} entries in '{attribute}'", $"{values.Length}")
            : values.Any(value => value < fallback && attribute != "pads")
                ? throw context.Contradiction($"entries of at least {fallback} in '{attribute}'", $"{values.Min()}")
            : values;
    }
}
