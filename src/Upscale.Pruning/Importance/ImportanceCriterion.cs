namespace Upscale.Pruning.Importance;

/// <summary>What a criterion looks at.</summary>
public enum CriterionNeeds
{
    /// <summary>The model alone.</summary>
    Weights,

    /// <summary>The model, and what flows through it where there is calibration data.</summary>
    WeightsOrActivations,

    /// <summary>What flows through the model: calibration data must be given.</summary>
    Activations,
}

/// <summary>Scores the input channels of one consumer.</summary>
/// <remarks>Adding a criterion adds one class; <see cref="CriterionCatalog"/> finds it by type.</remarks>
public abstract class ImportanceCriterion
{
    /// <summary>Name in options, metadata and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One line for the command line's help.</summary>
    public abstract string Summary { get; }

    /// <summary>Whether the scores are the pattern itself: channels that score 0 go, the ratio does not apply.</summary>
    public virtual bool IsPattern => false;

    /// <summary>What <see cref="Score"/> looks at.</summary>
    public virtual CriterionNeeds Needs => CriterionNeeds.Weights;

    /// <summary>Whether the scores come from weights alone, so that filters can be scored as well as what a layer reads.</summary>
    public virtual bool ScoresFilters => true;

    /// <summary>Why a channel can be without a score, for the report.</summary>
    public virtual string Unscored => "their weights give no finite score";

    /// <summary>Scores channels.</summary>
    /// <param name="evidence">What is known of the consumer.</param>
    /// <returns>[channels]; larger = keep; a channel whose score is not finite is kept whatever the ratio, and the report says so.</returns>
    public abstract float[] Score(ConsumerEvidence evidence);
}
