namespace Upscale.Pruning.Importance;

/// <summary>The absolute scale of the BatchNormalization that makes a channel.</summary>
/// <remarks>Liu et al., ICCV 2017, arXiv:1708.06519. Meant for networks that were trained with a penalty on these scales.</remarks>
public sealed class BnImportance : ImportanceCriterion
{
    /// <inheritdoc/>
    public override string Name => "bn";

    /// <inheritdoc/>
    public override bool ScoresFilters => false;

    /// <inheritdoc/>
    public override string Summary => "absolute scale of the BatchNormalization that makes the channel; others are kept";

    /// <inheritdoc/>
    public override string Unscored => "no BatchNormalization makes them";

    /// <summary>Scores channels by |gamma|.</summary>
    /// <returns>[channels]; larger = keep; at least 0, not a number where no BatchNormalization makes the channel.</returns>
    public override float[] Score(ConsumerEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return [.. evidence.Normalisations().Select(made => made is { } normalisation ? MathF.Abs(normalisation.Scale) : float.NaN)];
    }
}
