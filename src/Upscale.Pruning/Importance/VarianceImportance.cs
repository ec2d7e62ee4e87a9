namespace Upscale.Pruning.Importance;

/// <summary>The energy that a channel brings into the layer: the square of its weights' norm times the mean square of its values.</summary>
/// <remarks>
/// With calibration data, the mean square is measured. Without, the BatchNormalization that makes a channel says how its values are distributed: normally, with mean beta and standard
/// deviation |gamma|; where a Relu follows, negative values are 0. Channels that no BatchNormalization makes count with a mean square of 1.
/// </remarks>
public sealed class VarianceImportance : ImportanceCriterion
{
    /// <inheritdoc/>
    public override string Name => "variance";

    /// <inheritdoc/>
    public override bool ScoresFilters => false;

    /// <inheritdoc/>
    public override string Summary => "squared norm of the weights times the mean square of the channel's values";

    /// <inheritdoc/>
    public override string Unscored => "their weights or values give no finite score";

    /// <inheritdoc/>
    public override CriterionNeeds Needs => CriterionNeeds.WeightsOrActivations;

    /// <summary>Scores channels by ‖W_i‖² · E[x_i²].</summary>
    /// <returns>[channels]; larger = keep; at least 0.</returns>
    public override float[] Score(ConsumerEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var squares = evidence.MeanSquares() ?? [.. evidence.Normalisations().Select(MeanSquare)];
        return [.. evidence.Weights.SquaredNorms().Zip(squares, (norm, square) => (float)(norm * square))];
    }

    private static double MeanSquare(ChannelNormalisation? made) => made switch
    {
        { Rectified: true } one => RectifiedGaussian.MeanSquare(one.Shift, Math.Abs(one.Scale)),
        { } one => ((double)one.Shift * one.Shift) + ((double)one.Scale * one.Scale),
        null => 1,
    };
}
