using Upscale.Onnx;
using Upscale.Pruning.Channels;

namespace Upscale.Pruning.Rewriting;

/// <summary>How parts of a tensor come about.</summary>
internal enum StreamTensorKind
{
    /// <summary>By copying.</summary>
    Copied,

    /// <summary>Its node can make any of them.</summary>
    Computed,

    /// <summary>They are parts of what is joined.</summary>
    Joined,
}

/// <summary>A tensor of a stream that is cut into parts.</summary>
/// <param name="value">The tensor.</param>
/// <param name="axis">The axis that is cut.</param>
/// <param name="extent">Its positions.</param>
internal sealed class StreamTensor(Value value, int axis, int extent)
{
    public Value Value { get; } = value;

    public int Axis { get; } = axis;

    public int Extent { get; } = extent;

    public StreamTensorKind Kind { get; set; }

    /// <summary>What a computed tensor is computed from; null for others.</summary>
    public CarriedAxis? Carried { get; set; }

    /// <summary>Inner positions at which a part starts.</summary>
    public SortedSet<int> Edges { get; } = [];

    /// <summary>Tensors that it is made of, with their first position in it.</summary>
    public List<(StreamTensor Tensor, int Offset)> Operands { get; } = [];

    /// <summary>Tensors made of it, with its first position in them.</summary>
    public List<(StreamTensor Tensor, int Offset)> Readers { get; } = [];

    /// <summary>Start and length of every part, ascending.</summary>
    public IEnumerable<(int Start, int Length)> Parts => Edges.Prepend(0).Zip(Edges.Append(Extent), (start, end) => (start, end - start));
}
