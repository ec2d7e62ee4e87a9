using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Cleaning;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Rewriting;

/// <summary>Plan to patch: cuts weights, rewrites counts, inserts the copies that the plan asks for.</summary>
internal sealed class PlanRewriter
{
    private readonly AnalysedGraph _graph;
    private readonly ResolvedPlan _plan;
    private readonly ModelPatch _patch;
    private readonly Dictionary<Consumer, int> _consumerIndex = [];
    private readonly Dictionary<Consumer, ConsumerRead> _reads = [];
    private readonly ILookup<(Node Node, int Input, int Axis), ImmutableArray<int>> _absent;

    private PlanRewriter(AnalysedGraph graph, ResolvedPlan plan)
    {
        _graph = graph;
        _plan = plan;
        _patch = new(graph.Model);
        _absent = plan.Absent.ToLookup(entry => (entry.Binding.Node, entry.Binding.InputIndex, entry.Binding.Axis), entry => entry.Positions);
        var reads = plan.Reads(graph.Channels);
        for (var index = 0; index < reads.Length; index++)
        {
            _consumerIndex[graph.Channels.Consumers[index]] = index;
            _reads[graph.Channels.Consumers[index]] = reads[index];
        }
    }

    public static Model Rewrite(AnalysedGraph graph, ResolvedPlan plan)
    {
        var rewriter = new PlanRewriter(graph, plan);
        var prunes = rewriter.CutWeights();
        var copies = rewriter.InsertReads();
        rewriter.FixCounts();
        rewriter.DeclareShapes();
        rewriter.RecordOutputOrders();
        var pruned = rewriter._patch.Apply();
        return plan.ReadPolicy != ReadPolicy.Copy && (prunes || copies.Count > 0)
            ? SplitReads.Apply(ModelCleaning.Run(ReadLifting.Run(NarrowedProducers.Run(pruned, graph, plan), copies)), graph, plan)
            : pruned;
    }

    /// <returns>Whether any weight changes.</returns>
    private bool CutWeights()
    {
        var changes = false;
        var shared = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var weight in _graph.Channels.Bindings.GroupBy(binding => (binding.Node, binding.InputIndex)))
        {
            var (node, input) = weight.Key;
            var value = node.Input(input)!;
            var cuts = weight.Select(Cut).ToArray();
            var key = value.Uses.Count > 1 ? $"{value.Name}|{string.Join('|', cuts.Select(cut => cut.Describe()))}" : null;
            if (key is not null && shared.TryGetValue(key, out var name))
            {
                _patch.SetInput(node, input, name);
                continue;
            }

            var cut = WeightSlicer.Cut(value.Constant!, cuts);
            if (!ReferenceEquals(cut, value.Constant))
            {
                changes = true;
                ForgetShape(node);
                name = _patch.AddInitializer(cut.WithName(value.Name));
                _patch.SetInput(node, input, name);
                if (key is not null)
                {
                    shared.Add(key, name);
                }
            }
        }

        return changes;
    }

    /// <summary>What dequantises cut weights has no channels of its own, but another shape.</summary>
    private void ForgetShape(Node node)
    {
        if (node.Outputs[0] is { DeclaredShape: not null, IsGraphOutput: false } output && _graph.Channels.ChannelsOf(output) is null)
        {
            _patch.SetDeclaredShape(output, null);
        }
    }

    private AxisCut Cut(WeightBinding binding)
    {
        var positions = _plan.Layout.PositionsOn(binding.Channels, binding.ChannelAxis);
        if (binding.Consumer is not { } consumer)
        {
            return new(binding.Axis, [.. positions], Lacking(binding, positions), binding.Groups);
        }

        var index = _consumerIndex[consumer];
        var read = _reads[consumer].Positions(_plan.Realisations[index], positions);
        var units = consumer.Channels.Units;
        var zeros = new bool[read.Length];
        for (var i = 0; i < read.Length; i++)
        {
            zeros[i] = !_plan.Kept[index][units[read[i]]];
        }

        return new(binding.Axis, read, zeros.Contains(true) ? zeros : null, binding.Groups, consumer.Site.Zero);
    }

    /// <returns>Per new position: whether the binding's producer lacks the channel; null where it lacks none.</returns>
    private bool[]? Lacking(WeightBinding binding, ReadOnlySpan<int> positions)
    {
        var absent = _absent[(binding.Node, binding.InputIndex, binding.Axis)].SelectMany(lacking => lacking).ToHashSet();
        var zeros = new bool[positions.Length];
        for (var i = 0; i < zeros.Length; i++)
        {
            zeros[i] = absent.Contains(positions[i]);
        }

        return zeros.Contains(true) ? zeros : null;
    }

    /// <returns>Names of the copies that consumers read.</returns>
    private List<string> InsertReads()
    {
        var nodes = new ReadNodes(_patch);
        foreach (var (consumer, index) in _consumerIndex.Where(entry => _plan.Realisations[entry.Value] is Realisation.Slice or Realisation.Split or Realisation.Gather).OrderBy(entry => entry.Value))
        {
            var extent = _plan.Layout.PositionsOf(consumer.Channels).Length;
            var positions = _reads[consumer].Physical(_plan.Realisations[index], extent);
            _patch.SetInput(consumer.Node, consumer.ActivationInput, nodes.Copy(
                ReadNodes.FirstReader(consumer.Activation), consumer.Activation.Name, consumer.ChannelAxis, positions, extent));
        }

        return nodes.Names;
    }

    private void FixCounts()
    {
        foreach (var node in _graph.Model.Graph.Nodes)
        {
            if (IsTouched(node) && OperatorCatalog.Find(node) is { } op)
            {
                op.Fix(new(node, _graph.Shapes, _graph.Channels, _plan.Layout, _patch));
            }
        }
    }

    private bool IsTouched(Node node) =>
        node.Inputs.Concat(node.Outputs).Any(value => value is not null && _graph.Channels.ChannelsOf(value) is not null);

    private void DeclareShapes()
    {
        foreach (var value in _graph.Model.Graph.Values)
        {
            if (value.DeclaredShape is not null && _graph.Channels.ChannelsOf(value) is not null)
            {
                _patch.SetDeclaredShape(value, _plan.Layout.ShapeOf(value, _graph.Shapes, _graph.Channels));
            }
        }
    }

    private void RecordOutputOrders()
    {
        foreach (var output in _graph.Model.Graph.Outputs)
        {
            if (_graph.Channels.ChannelsOf(output) is { SingleAxis: { } axis } channels
                && OutputOrder.Table(_plan.Layout.PositionsOf(channels.List)) is { } table)
            {
                _patch.SetMetadata(OutputOrder.MetadataKey(output.Name), new OutputOrder(axis, table).ToText());
            }
        }
    }
}
