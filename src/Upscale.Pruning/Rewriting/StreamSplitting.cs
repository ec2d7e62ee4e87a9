using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Rewriting;

/// <summary>
/// Makes streams in parts, so that who reads a range of channels reads whole tensors: Slice(Relu(Conv(x) + y)) →
/// Relu(Conv'(x) + y'), where Conv' has some of the filters and y' is a part of y. Whoever reads everything reads the parts joined.
/// Nothing is computed twice, and no part leaves the layout that it was computed in.
/// </summary>
internal sealed class StreamSplitting
{
    /// <summary>Parts of one tensor; more only make nodes.</summary>
    private const int MostParts = 4;

    private readonly PartedStream _stream;
    private readonly ShapeTable _shapes;
    private readonly ModelPatch _patch;
    private readonly ReadNodes _reads;
    private readonly Dictionary<Value, RangeRead> _read;
    private readonly Dictionary<(Value Value, int Start), string> _parts = [];
    private readonly Dictionary<(Value Value, int Start, int End), string> _joined = [];

    private StreamSplitting(Model model, PartedStream stream, ShapeTable shapes, IEnumerable<RangeRead> reads)
    {
        (_stream, _shapes, _patch) = (stream, shapes, new(model));
        _reads = new(_patch);
        _read = reads.ToDictionary(read => read.Node.Outputs[0]!);
    }

    /// <param name="model">A pruned model.</param>
    /// <param name="shapes">Its shapes.</param>
    /// <param name="ranges">The ranges that are to be whole tensors.</param>
    /// <returns>The same model where a stream would have too many parts, or has channels on two axes.</returns>
    public static Model Run(Model model, ShapeTable shapes, IEnumerable<RangeRead> ranges)
    {
        var stream = new PartedStream(shapes);
        RangeRead[] reads = [.. ranges.Distinct().OrderBy(range => range.Node.Index)];
        if (reads.Length == 0 || !Array.TrueForAll(reads, stream.TryAdd) || Array.Exists(reads, read => stream.Contains(read.Node.Outputs[0]!))
            || stream.Tensors.Any(tensor => tensor.Kind != StreamTensorKind.Joined && tensor.Edges.Count >= MostParts))
        {
            return model;
        }

        var splitting = new StreamSplitting(model, stream, shapes, reads);
        splitting.MakeParts();
        splitting.Replace();
        return splitting._patch.Apply();
    }

    private void MakeParts()
    {
        foreach (var tensor in _stream.Tensors)
        {
            foreach (var (start, length) in tensor.Parts)
            {
                _parts[(tensor.Value, start)] = tensor.Edges.Count == 0 ? tensor.Value.Name : tensor.Kind switch
                {
                    StreamTensorKind.Joined => PartOfOperand(tensor, start),
                    StreamTensorKind.Computed => Compute(tensor, start, length),
                    _ => _reads.Copy(ReadNodes.FirstReader(tensor.Value), tensor.Value.Name, tensor.Axis, [.. Enumerable.Range(start, length)], tensor.Extent),
                };
            }
        }
    }

    private string PartOfOperand(StreamTensor tensor, int start)
    {
        var (operand, offset) = tensor.Operands.Last(operand => operand.Offset <= start);
        return _parts[(operand.Value, start - offset)];
    }

    /// <summary>A node like the one that makes the tensor, for some of its positions.</summary>
    private string Compute(StreamTensor tensor, int start, int length)
    {
        var (node, carried) = (tensor.Value.Producer!, tensor.Carried!);
        string[] inputs = [.. node.Inputs.Select(input => input is null ? "" : Replacement(input) ?? input.Name)];
        foreach (var operand in carried.Large.Concat(carried.Small))
        {
            inputs[operand.Input] = _parts[(node.Inputs[operand.Input]!, start)];
        }

        foreach (var constants in carried.Constants.GroupBy(constant => constant.Input))
        {
            var stored = _shapes.ConstantOf(node.Input(constants.Key)!)!;
            var cut = WeightSlicer.Cut(stored, [.. constants.Select(constant => new AxisCut(constant.Axis, [.. Enumerable.Range(start, length)]))]);
            inputs[constants.Key] = _patch.AddInitializer(cut.WithName($"{stored.Name}.part"));
        }

        var name = _patch.FreshName($"{tensor.Value.Name}.part");
        _patch.InsertCopy(node, inputs, [name]);
        return name;
    }

    private void Replace()
    {
        foreach (var value in _read.Keys.Concat(_stream.Tensors.Select(tensor => tensor.Value)).Where(value => Replacement(value) is not null))
        {
            _patch.ReplaceUses(value, Replacement(value)!);
        }

        foreach (var read in _read.Values)
        {
            _patch.RemoveNode(read.Node);
        }
    }

    /// <summary>What is read instead of a value: the parts of a range, or all parts of a tensor, whose own node then falls away.</summary>
    /// <returns>null for all other values. A graph output keeps its name and with it its node.</returns>
    private string? Replacement(Value value) =>
        _read.TryGetValue(value, out var read) ? Joined(_stream[read.Source], read.Start, read.End)
        : _stream.Contains(value) && _stream[value] is { Edges.Count: > 0, Kind: not StreamTensorKind.Copied, Value.IsGraphOutput: false } tensor
            ? Joined(tensor, 0, tensor.Extent)
            : null;

    private string Joined(StreamTensor tensor, int start, int end)
    {
        string[] parts = [.. tensor.Parts.Where(part => part.Start >= start && part.Start < end).Select(part => _parts[(tensor.Value, part.Start)])];
        if (parts is [var only])
        {
            return only;
        }

        if (!_joined.TryGetValue((tensor.Value, start, end), out var name))
        {
            name = _patch.FreshName($"{tensor.Value.Name}.joined");
            _patch.InsertBefore(ReadNodes.FirstReader(tensor.Value), "Concat", parts, [name], ("axis", (long)tensor.Axis));
            _joined[(tensor.Value, start, end)] = name;
        }

        return name;
    }
}
