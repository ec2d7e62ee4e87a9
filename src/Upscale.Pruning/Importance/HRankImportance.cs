namespace Upscale.Pruning.Importance;

/// <summary>The mean rank of a channel's feature maps: maps of low rank carry little information.</summary>
/// <remarks>
/// Lin et al., CVPR 2020, arXiv:2002.10179. A feature map is what the reader gets of one channel for one sample, its last axis the width and
/// all others the height. Ranks are counted up to the precision of float32. Channels without a height and width have maps of rank 0 or 1.
/// </remarks>
public sealed class HRankImportance : ImportanceCriterion
{
    /// <inheritdoc/>
    public override string Name => "hrank";

    /// <inheritdoc/>
    public override bool ScoresFilters => false;

    /// <inheritdoc/>
    public override string Summary => "mean rank of the channel's feature maps over calibration data";

    /// <inheritdoc/>
    public override CriterionNeeds Needs => CriterionNeeds.Activations;

    /// <inheritdoc/>
    public override string Unscored => "their feature maps have values that are no numbers";

    /// <summary>Scores channels by the mean rank of their feature maps.</summary>
    /// <returns>[channels]; larger = keep; in [0, min(height, width)].</returns>
    public override float[] Score(ConsumerEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return [.. evidence.MeanRanks()!.Select(rank => (float)rank)];
    }
}
