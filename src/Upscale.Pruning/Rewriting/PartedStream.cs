using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Rewriting;

/// <summary>
/// Everything that some ranges of channels are made of, up to the layers that make them, and where each tensor is cut so that every range
/// is whole parts: an edge of one tensor is an edge of all that it is computed from or with.
/// </summary>
/// <remarks>Edges travel along links between the axis of a tensor and the same axis of what it is computed from; the hardest case is a Concat, behind which positions are shifted.</remarks>
internal sealed class PartedStream(ShapeTable shapes)
{
    private readonly Dictionary<Value, StreamTensor> _tensors = [];

    /// <summary>What is cut, each behind all that it is computed from.</summary>
    public IEnumerable<StreamTensor> Tensors => _tensors.Values.OrderBy(tensor => tensor.Value.Producer?.Index ?? -1);

    public StreamTensor this[Value value] => _tensors[value];

    public bool Contains(Value value) => _tensors.ContainsKey(value);

    /// <summary>Adds a range, and all that it is made of.</summary>
    /// <returns>false where a tensor carries channels on two axes; the stream cannot be used then.</returns>
    public bool TryAdd(RangeRead read)
    {
        var open = new Stack<StreamTensor>();
        if (!TryEnter(read.Source, read.Axis, open))
        {
            return false;
        }

        while (open.TryPop(out var tensor))
        {
            foreach (var (operand, axis, offset) in Operands(tensor))
            {
                if (!TryEnter(operand, axis, open))
                {
                    return false;
                }

                var below = _tensors[operand];
                tensor.Operands.Add((below, offset));
                below.Readers.Add((tensor, offset));
                Cut(tensor, offset);
                Cut(tensor, offset + below.Extent);
                tensor.Edges.ToList().ForEach(edge => Cut(below, edge - offset));
                below.Edges.ToList().ForEach(edge => Cut(tensor, edge + offset));
            }
        }

        Cut(_tensors[read.Source], read.Start);
        Cut(_tensors[read.Source], read.End);
        return true;
    }

    private bool TryEnter(Value value, int axis, Stack<StreamTensor> open)
    {
        if (_tensors.TryGetValue(value, out var known))
        {
            return known.Axis == axis;
        }

        if (shapes.ShapeOf(value) is not { } shape || !shape[axis].IsKnown || shape[axis].Size > int.MaxValue)
        {
            return false;
        }

        open.Push(_tensors[value] = new(value, axis, (int)shape[axis].Size));
        return true;
    }

    private static void Cut(StreamTensor tensor, int edge)
    {
        var open = new Stack<(StreamTensor Tensor, int Edge)>([(tensor, edge)]);
        while (open.TryPop(out var next))
        {
            if (next.Edge > 0 && next.Edge < next.Tensor.Extent && next.Tensor.Edges.Add(next.Edge))
            {
                next.Tensor.Operands.ForEach(operand => open.Push((operand.Tensor, next.Edge - operand.Offset)));
                next.Tensor.Readers.ForEach(reader => open.Push((reader.Tensor, next.Edge + reader.Offset)));
            }
        }
    }

    /// <summary>Computed inputs that bring the axis; a tensor without any is made by a layer, or has to be copied from.</summary>
    private IEnumerable<(Value Operand, int Axis, int Offset)> Operands(StreamTensor tensor)
    {
        if (tensor.Value.Producer is not { } node)
        {
            yield break;
        }

        var context = new OperatorContext(node, shapes);
        if (ReadPositions.IsConcatAlong(context, tensor.Axis))
        {
            tensor.Kind = StreamTensorKind.Joined;
            var offset = 0;
            foreach (var operand in node.Inputs)
            {
                yield return (operand!, tensor.Axis, offset);
                offset += (int)shapes.ShapeOf(operand!)![tensor.Axis].Size;
            }
        }
        else if (CarriedAxis.OfAny(context, tensor.Axis) is { } carried)
        {
            (tensor.Kind, tensor.Carried) = (StreamTensorKind.Computed, carried);
            foreach (var operand in carried.Large.Concat(carried.Small))
            {
                yield return (node.Inputs[operand.Input]!, operand.Axis, 0);
            }
        }
    }
}
