using System.Collections.Immutable;

namespace Upscale.Pruning.Importance;

/// <summary>What a criterion may know of one consumer.</summary>
public sealed class ConsumerEvidence
{
    private readonly GraphEvidence _graph;
    private readonly int _consumer;

    internal ConsumerEvidence(GraphEvidence graph, int consumer)
    {
        _graph = graph;
        _consumer = consumer;
        Weights = graph.Weights(consumer);
    }

    /// <summary>The consumer's weights, seen as [channels, everything else].</summary>
    public ConsumerWeights Weights { get; }

    /// <summary>The BatchNormalization that makes each channel.</summary>
    /// <returns>[channels]; null where none does, or several that differ.</returns>
    public ImmutableArray<ChannelNormalisation?> Normalisations() => _graph.Normalisations(_consumer);

    /// <summary>Mean square of each channel's values over the calibration data.</summary>
    /// <returns>[channels]; null without calibration data.</returns>
    public IReadOnlyList<double>? MeanSquares() => _graph.MeanSquares(_consumer);

    /// <summary>Mean rank of each channel's feature maps over the calibration data.</summary>
    /// <returns>[channels], in [0, min(height, width)]; null without calibration data.</returns>
    public IReadOnlyList<double>? MeanRanks() => _graph.MeanRanks(_consumer);
}
