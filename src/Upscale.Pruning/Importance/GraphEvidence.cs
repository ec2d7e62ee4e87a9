using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Importance;

/// <summary>What criteria may know of a graph; each part is found out when the first of them asks.</summary>
internal sealed class GraphEvidence
{
    private readonly AnalysedGraph _graph;
    private readonly ImmutableArray<Consumer> _consumers;
    private readonly Lazy<NormalisationTrace> _normalisations;
    private readonly Lazy<ImmutableArray<double[]>>? _meanSquares;
    private readonly Lazy<ImmutableArray<double[]>>? _meanRanks;

    public GraphEvidence(AnalysedGraph graph, ImmutableArray<Consumer> consumers, IActivationSource? activations)
    {
        (_graph, _consumers) = (graph, consumers);
        _normalisations = new(() => NormalisationTrace.Run(graph));
        if (activations is not null)
        {
            _meanSquares = new(() => Measure(activations, (axis, channels, scale) => new MeanSquareStatistic(axis, channels, scale)));
            _meanRanks = new(() => Measure(activations, (axis, channels, scale) => new MeanRankStatistic(axis, channels, scale)));
        }
    }

    public ConsumerWeights Weights(int consumer) => new(_consumers[consumer]);

    public ImmutableArray<ChannelNormalisation?> Normalisations(int consumer) => _normalisations.Value.Of(_consumers[consumer]);

    /// <returns>[channels] of a consumer; null without calibration data.</returns>
    public double[]? MeanSquares(int consumer) => _meanSquares?.Value[consumer];

    /// <returns>[channels] of a consumer; null without calibration data.</returns>
    public double[]? MeanRanks(int consumer) => _meanRanks?.Value[consumer];

    private ImmutableArray<double[]> Measure(IActivationSource activations, Func<int, int, (float Scale, float Zero), ChannelStatistic> create)
    {
        var statistics = new Dictionary<(Value Value, int Axis, (float Scale, float Zero) Scale), ChannelStatistic>();
        foreach (var consumer in _consumers)
        {
            var key = Key(consumer);
            statistics.TryAdd(key, create(key.Axis, consumer.Channels.Count, key.Scale));
        }

        var byName = statistics.ToLookup(entry => entry.Key.Value.Name, entry => entry.Value, StringComparer.Ordinal);
        var wanted = statistics.Keys.Select(key => key.Value).Distinct()
            .Select(value => new ActivationRequest(value.Name, OperatorContext.Volume(_graph.Shapes.ShapeOf(value)))).ToArray();
        activations.Read(_graph.Model, wanted, tensor =>
        {
            foreach (var statistic in byName[tensor.Name])
            {
                statistic.Add(tensor);
            }
        });
        return [.. _consumers.Select(consumer => PerUnit(consumer.Channels, statistics[Key(consumer)].Result()))];
    }

    /// <summary>Where the values of a consumer's channels are found: in front of the node that makes integers of them, if there is one.</summary>
    private static (Value Value, int Axis, (float Scale, float Zero) Scale) Key(Consumer consumer) =>
        consumer.Activation.Producer is { OpType: "QuantizeLinear", Inputs: [{ } real, ..] }
            ? (real, consumer.ChannelAxis, (1, 0))
            : (consumer.Activation, consumer.ChannelAxis, ScaleOf(consumer));

    /// <summary>What the elements of an activation of integers mean; scale and zero point are inputs of the operators that multiply them.</summary>
    private static (float Scale, float Zero) ScaleOf(Consumer consumer)
    {
        var node = consumer.Node;
        var linear = node.OpType.StartsWith("QLinear", StringComparison.Ordinal);
        return linear || node.OpType.EndsWith("Integer", StringComparison.Ordinal)
            ? (linear ? Single(node.Input(1)) ?? 1 : 1, Single(node.Input(2)) ?? 0)
            : (1, 0);
    }

    private static float? Single(Value? value) => value?.Constant?.ToFloats() is [var single] ? single : null;

    /// <summary>The mean over the positions that a Flatten made of one channel.</summary>
    private static double[] PerUnit(SlotList channels, double[] perPosition)
    {
        var (sums, counts) = (new double[channels.UnitCount], new int[channels.UnitCount]);
        for (var position = 0; position < perPosition.Length; position++)
        {
            sums[channels.Units[position]] += perPosition[position];
            counts[channels.Units[position]]++;
        }

        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }
}
