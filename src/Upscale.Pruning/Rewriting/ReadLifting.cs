using Upscale.Onnx;

namespace Upscale.Pruning.Rewriting;

/// <summary>
/// Moves copies up through whatever only their reader needs: Gather(Relu(BatchNormalization(Concat(a, b)))) →
/// Relu(BatchNormalization(Concat(Gather(a), Gather(b)))). What lies between computes fewer channels, and a layer that only makes what is
/// then dropped makes it no longer.
/// </summary>
internal static class ReadLifting
{
    /// <param name="model">A pruned model.</param>
    /// <param name="reads">Names of the copies in it.</param>
    public static Model Run(Model model, IReadOnlyCollection<string> reads)
    {
        if (reads.Count == 0)
        {
            return model;
        }

        var narrowing = new AxisNarrowing(model);
        var lifted = false;
        foreach (var read in reads)
        {
            var node = model.Graph.Find(read)!.Producer!;
            if (narrowing.TryRead(node, node.Inputs[0]!, ReadPositions.Of(new(node, narrowing.Shapes))) is { } source)
            {
                narrowing.Patch.ReplaceUses(node.Outputs[0]!, source);
                narrowing.Patch.RemoveNode(node);
                lifted = true;
            }
        }

        return lifted ? narrowing.Patch.Apply() : model;
    }
}
