using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Costs;

/// <summary>Follows a graph as ONNX Runtime optimises it: constants folded into convolutions, sums and activations fused, layouts chosen.</summary>
internal sealed class GraphExecution
{
    private const int RankOfImages = 4;

    private readonly ShapeTable _shapes;
    private readonly BlockedLayout _layout;
    private readonly Dictionary<Value, ExecutedTensor> _tensors = [];
    private readonly HashSet<Node> _absorbed = [];
    private readonly ImmutableArray<ExecutedNode>.Builder _executed = ImmutableArray.CreateBuilder<ExecutedNode>();

    private GraphExecution(ShapeTable shapes, BlockedLayout layout)
    {
        _shapes = shapes;
        _layout = layout;
    }

    /// <exception cref="UpscaleException">UPS11xx: the model's shapes contradict each other.</exception>
    public static ImmutableArray<ExecutedNode> Run(Model model, BlockedLayout layout)
    {
        var (folded, shapes) = ConstantFolding.Run(model);
        var execution = new GraphExecution(shapes, layout);
        foreach (var node in folded.Graph.Nodes.Where(node => node.Outputs.Count > 0 && !execution.IsConstant(node)))
        {
            execution.Execute(node);
        }

        foreach (var output in folded.Graph.Outputs)
        {
            execution.ReadPlain(output);
        }

        return execution._executed.ToImmutable();
    }

    private bool IsConstant(Node node) => node.OpType == "Constant" || (node.Outputs[0] is { } output && _shapes.ConstantOf(output) is not null);

    private void Execute(Node node)
    {
        if (_absorbed.Contains(node))
        {
            return;
        }

        if (IsRemoved(node))
        {
            _tensors[node.Outputs[0]!] = TensorOf(node.Inputs[0]!);
        }
        else if (LayerOf(node) is { } layer)
        {
            ExecuteLayer(node, layer);
        }
        else if (!Fuse(node))
        {
            ExecuteOther(node);
        }
    }

    private bool IsRemoved(Node node) => node.OpType is "Identity" or "Dropout"
        || (node.OpType == "Pad" && (node.Ints("pads") ?? (node.Input(1) is { } pads ? _shapes.ConstantOf(pads)?.ToInt64s() : null))?.All(pad => pad == 0) == true);

    private Layer? LayerOf(Node node) => OperatorContext.Macs(node, _shapes) is > 0 and var macs ? ExecutedLayers.Of(node, _shapes, macs) : null;

    private void ExecuteLayer(Node node, Layer layer)
    {
        var blocked = layer as ConvolutionLayer is { } convolution && _layout.Takes(convolution) && IsFloatImage(node.Inputs[0]!) ? convolution : null;
        if (blocked is not null && !_layout.ReadsPlain(blocked))
        {
            ReadBlocked(node.Inputs[0]!);
        }
        else
        {
            ReadAllPlain(node);
        }

        _executed.Add(new(node.Label, ExecutedKind.Layer, 0, layer));
        Write(node.Outputs[0]!, blocked is not null, node.OpType == "Gemm" ? Fusion.Activation : Fusion.Constants);
    }

    /// <returns>Whether the layer before the node takes it over.</returns>
    private bool Fuse(Node node)
    {
        var (before, after) = node.OpType switch
        {
            "BatchNormalization" => (Fusion.Constants, Fusion.Constants),
            "Add" or "Mul" or "Sub" when HasConstant(node) => (Fusion.Constants, Fusion.Constants),
            "Add" or "Sum" => (Fusion.Sum, Fusion.Activation),
            _ when NodeBehaviour.Of(node.OpType).Fuses => (Fusion.Activation, Fusion.None),
            _ => (Fusion.None, Fusion.None),
        };
        if (before == Fusion.None || FusedInto(node, before) is not { } layer || (after == Fusion.Activation && !AreBlockedAlike(node)))
        {
            return false;
        }

        Write(node.Outputs[0]!, layer.IsBlocked, after);
        return true;
    }

    /// <summary>The result of a layer that only this node reads and that can take over as much.</summary>
    private ExecutedTensor? FusedInto(Node node, Fusion needed) => node.Inputs.OfType<Value>()
        .Where(input => input.Uses.Count == 1 && !input.IsGraphOutput && !input.IsCaptured && TensorOf(input).Fusion >= needed)
        .Select(TensorOf).FirstOrDefault();

    private void ExecuteOther(Node node)
    {
        var behaviour = NodeBehaviour.Of(node.OpType);
        var output = node.Outputs[0]!;
        if (node.OpType == "BatchNormalization" && TensorOf(node.Inputs[0]!).IsBlocked)
        {
            _executed.Add(new(node.Label, ExecutedKind.Layer, 0, ExecutedLayers.Normalisation(_shapes.ShapeOf(output)!)));
            Write(output, true, Fusion.Activation);
            return;
        }

        if (QuickGeluOf(node) is { } product)
        {
            _absorbed.Add(product);
            (behaviour, output) = (NodeBehaviour.Of("QuickGelu"), product.Outputs[0]!);
        }

        var blocked = IsBlocked(node, behaviour.Blocked);
        if (blocked)
        {
            Data(node).ToList().ForEach(ReadBlocked);
        }
        else
        {
            ReadAllPlain(node);
        }

        _executed.Add(new(node.Label, behaviour.Kind, behaviour.Kind == ExecutedKind.View ? 0 : Bytes(behaviour.CountsInput ? node.Inputs[0]! : output)) { Pieces = PiecesOf(node) });
        foreach (var result in node.Outputs.OfType<Value>().Append(output))
        {
            Write(result, blocked, Fusion.None);
        }
    }

    private long PiecesOf(Node node) => node.OpType == "Gather" && _shapes.ShapeOf(node.Outputs[0]!) is { } shape && OperatorContext.Axis(node.Int("axis", 0), shape.Rank) is { } axis
        ? Elements(shape.Take(axis + 1))
        : 0;

    private bool IsBlocked(Node node, BlockedRule rule)
    {
        var data = Data(node).ToArray();
        return data.Length > 0 && IsFloatImage(data[0]) && rule switch
        {
            BlockedRule.Follows => TensorOf(data[0]).IsBlocked,
            BlockedRule.EqualShapes => data.Length == node.Inputs.Count && AreBlockedAlike(node),
            BlockedRule.WholeBlocks => node.Int("axis", 1) == 1 && data.All(value => TensorOf(value).IsBlocked && HasWholeBlocks(value)),
            BlockedRule.Enters => HasWholeBlocks(data[0]),
            _ => false,
        };
    }

    private bool AreBlockedAlike(Node node) => node.Inputs.All(input =>
        input is not null && TensorOf(input).IsBlocked && Equals(_shapes.ShapeOf(input), _shapes.ShapeOf(node.Inputs[0]!)));

    /// <summary>The product of a sigmoid with what it reads: one node of the runtime.</summary>
    private static Node? QuickGeluOf(Node node) =>
        node.OpType == "Sigmoid" && node.Outputs[0] is { Uses: [{ Node: { OpType: "Mul" } product }], IsGraphOutput: false }
        && product.Inputs.Contains(node.Inputs[0]) ? product : null;

    private IEnumerable<Value> Data(Node node) => node.Inputs.OfType<Value>().Where(value => _shapes.ConstantOf(value) is null);

    private bool HasConstant(Node node) => node.Inputs.Any(input => input is not null && _shapes.ConstantOf(input) is not null);

    private bool HasWholeBlocks(Value value) => _shapes.ShapeOf(value) is { } shape && shape[1].IsKnown && _layout.IsWhole(shape[1].Size);

    private bool IsFloatImage(Value value) => _shapes.ShapeOf(value)?.Rank == RankOfImages;

    private ExecutedTensor TensorOf(Value value) =>
        _tensors.TryGetValue(value, out var tensor) ? tensor : _tensors[value] = new() { IsPlain = true };

    private void Write(Value value, bool blocked, Fusion fusion) =>
        _tensors[value] = new() { IsBlocked = blocked, IsPlain = !blocked, Fusion = fusion };

    private void ReadAllPlain(Node node) => Data(node).ToList().ForEach(ReadPlain);

    private void ReadPlain(Value value)
    {
        if (!TensorOf(value).IsPlain)
        {
            _executed.Add(new(value.Name, ExecutedKind.Reorder, Bytes(value)));
            TensorOf(value).IsPlain = true;
        }
    }

    private void ReadBlocked(Value value)
    {
        if (!TensorOf(value).IsBlocked)
        {
            _executed.Add(new(value.Name, ExecutedKind.Reorder, Bytes(value)));
            TensorOf(value).IsBlocked = true;
        }
    }

    private long Bytes(Value value) => _shapes.ShapeOf(value) is { } shape ? sizeof(float) * Elements(shape) : 0;

    private static long Elements(IEnumerable<Dim> dims) => dims.Where(dim => dim.IsKnown).Aggregate(1L, (product, dim) => product * dim.Size);
}
