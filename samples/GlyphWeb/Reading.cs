using System.Numerics.Tensors;
using Upscale.Runtime;

namespace GlyphWeb;

/// <summary>What the model takes a drawing for.</summary>
/// <param name="Label">The likeliest character.</param>
/// <param name="Scores">The likeliest characters, the likeliest first.</param>
internal sealed record Reading(string Label, IReadOnlyList<Score> Scores)
{
    private const int ScoreCount = 5;

    /// <summary>Ranks the scores of one drawing.</summary>
    /// <param name="logits">[1, 36], with labels.</param>
    public static Reading From(ModelOutput<float> logits)
    {
        float[] probabilities = new float[logits.Length];
        TensorPrimitives.SoftMax(logits.Span, probabilities);
        Score[] scores = [.. logits.TopK(ScoreCount).Select(ranked => new Score(ranked.Label!, probabilities[ranked.Index]))];
        return new Reading(scores[0].Label, scores);
    }
}
