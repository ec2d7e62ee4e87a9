using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Selection;

namespace Upscale.Pruning.Rewriting;

/// <summary>
/// A layer that lacks channels of its stream makes the others only, where that saves more than it costs to put zeros in their place:
/// Add(Conv(x), y) with zero filters → Add(Pad(Conv(x)), y).
/// </summary>
internal sealed class NarrowedProducers
{
    private const long OpsetOfComputedPads = 11;

    private readonly AnalysedGraph _graph;
    private readonly ResolvedPlan _plan;
    private readonly AxisNarrowing _narrowing;

    private NarrowedProducers(Model pruned, AnalysedGraph graph, ResolvedPlan plan)
    {
        (_graph, _plan, _narrowing) = (graph, plan, new(pruned));
    }

    /// <param name="pruned">The pruned model, in which what a layer lacks is zero.</param>
    /// <param name="graph">The model before pruning.</param>
    /// <param name="plan">Says who lacks what.</param>
    public static Model Run(Model pruned, AnalysedGraph graph, ResolvedPlan plan)
    {
        if (plan.Lacking.IsEmpty)
        {
            return pruned;
        }

        var producers = new NarrowedProducers(pruned, graph, plan);
        var narrowed = false;
        foreach (var (producer, positions) in plan.Lacking)
        {
            narrowed |= producers.TryNarrow(producer, pruned.Graph.Find(producer.Id)!, positions);
        }

        return narrowed ? producers._narrowing.Patch.Apply() : pruned;
    }

    private bool TryNarrow(Producer producer, Value made, ImmutableArray<int> lacking)
    {
        var absent = lacking.ToHashSet();
        bool[] present = [.. _plan.Layout.PositionsOf(producer.Channels).ToArray().Select(position => !absent.Contains(position))];
        var (first, last) = (Array.IndexOf(present, true), Array.LastIndexOf(present, true));
        var count = BlockRounding.Up(last - first + 1, present.Length, _plan.Block);
        if (first < 0 || count == present.Length || _graph.Channels.ChannelsOf(producer.Node.Outputs[0]!)?.SingleAxis is not { } axis
            || !Pays(made, axis, present.Length, count))
        {
            return false;
        }

        var start = Math.Min(first, present.Length - count);
        var end = EndOfPath(made, axis);
        if (!_narrowing.TryNarrow(end, new(axis, [.. Enumerable.Range(start, count)])))
        {
            return false;
        }

        _narrowing.Patch.ReplaceUses(end, Pad(end, axis, start, present.Length - start - count));
        return true;
    }

    private Value EndOfPath(Value value, int axis)
    {
        while (CarriedAxis.IsPrivate(value) && CarriedAxis.Of(new OperatorContext(value.Uses[0].Node, _narrowing.Shapes), axis) is { Small.IsEmpty: true, Main: { } main }
            && value.Uses[0].Node.Input(main.Input) == value)
        {
            value = value.Uses[0].Node.Outputs[0]!;
        }

        return value;
    }

    private bool Pays(Value made, int axis, int width, int count)
    {
        var node = made.Producer!;
        var inputs = _narrowing.Shapes.ShapeOf(node.Inputs[0]!) is { } input && axis < input.Rank && input[axis].IsKnown ? (int)input[axis].Size : 1;
        var macs = OperatorContext.Macs(node, _narrowing.Shapes);
        double Layer(int outputs) => CostModel.Analytic.Compute(LayerShapes.Of(node, _narrowing.Shapes, macs, (inputs, width), (inputs, outputs)));
        var bytes = OperatorContext.Volume(_narrowing.Shapes.ShapeOf(made), sizeof(float));
        return Layer(width) - Layer(count) > CostModel.Analytic.Copy(bytes) + CostModel.Analytic.Reorder(bytes) + CostModel.Analytic.Reorder(bytes * count / width);
    }

    private string Pad(Value value, int axis, int before, int behind)
    {
        var (patch, rank) = (_narrowing.Patch, _narrowing.Shapes.ShapeOf(value)!.Rank);
        var pads = new long[2 * rank];
        (pads[axis], pads[rank + axis]) = (before, behind);
        var name = patch.FreshName($"{value.Name}.padded");
        if (patch.Model.Opsets.GetValueOrDefault("") < OpsetOfComputedPads)
        {
            patch.InsertBefore(ReadNodes.FirstReader(value), "Pad", [value.Name], [name], ("pads", pads));
        }
        else
        {
            patch.InsertBefore(
                ReadNodes.FirstReader(value), "Pad", [value.Name, patch.AddInitializer(Tensor.FromInt64s($"{name}.pads", [pads.Length], pads))], [name]);
        }

        return name;
    }
}
