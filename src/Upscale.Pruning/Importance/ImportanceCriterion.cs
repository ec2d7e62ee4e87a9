namespace Upscale.Pruning.Importance;

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

    /// <summary>Scores channels.</summary>
    /// <param name="weights">The consumer's weights, seen as [channels, everything else].</param>
    /// <returns>[channels]; larger = keep.</returns>
    public abstract float[] Score(ConsumerWeights weights);
}
