using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Execution.Verification;

/// <summary>Finds random inputs that the reference accepts and that its outputs react to.</summary>
/// <param name="original">Declares the inputs.</param>
/// <param name="reference">Runs them.</param>
/// <param name="batches">Batch sizes to try, where the model leaves it open; null: several samples first.</param>
internal sealed class InputSearch(Model original, ModelSession reference, ImmutableArray<long>? batches = null)
{
    private static readonly ImmutableArray<double> Scales = [1, 10, 0.1, 100, 0.01];
    private static readonly ImmutableArray<int> Bounds = [8, 2, 1];
    private static readonly ImmutableArray<long> Batches = [2, 1];
    private static readonly ImmutableArray<long> Frees = [16, 32, 64, 224, 28, 128, 256, 320, 512, 299, 8, 3, 1];

    /// <summary>Tries sizes until one runs, then scales until no output is zero, saturated or infinite.</summary>
    /// <returns>The best run.</returns>
    /// <exception cref="UpscaleException">UPS1402: no size runs; UPS1404: an input cannot be made.</exception>
    public ReferenceRun Find(int seed)
    {
        var best = FirstThatRuns(seed);
        foreach (var scale in Scales.Skip(1))
        {
            if (best.Weakness == 0)
            {
                break;
            }

            var next = Run(best.Choice with { Scale = scale }, seed);
            best = next.Weakness < best.Weakness ? next : best;
        }

        return best;
    }

    /// <summary>Runs the reference on other random values.</summary>
    /// <exception cref="UpscaleException">UPS1402.</exception>
    public ReferenceRun Run(InputChoice choice, int seed)
    {
        var inputs = RandomInputs.Create(original, choice, seed);
        return new(choice, inputs, reference.Run(inputs));
    }

    private ReferenceRun FirstThatRuns(int seed)
    {
        UpscaleException? refusal = null;
        foreach (var choice in Sizes())
        {
            try
            {
                return Run(choice, seed);
            }
            catch (UpscaleException failure) when (failure.Code == ErrorCodes.DoesNotRun)
            {
                refusal ??= failure;
            }
        }

        throw refusal!;
    }

    private IEnumerable<InputChoice> Sizes()
    {
        var frees = RandomInputs.HaveFreeSizes(original) ? Frees : Frees[..1];
        return
            from bound in Bounds
            from batch in batches ?? Batches
            from free in frees
            select new InputChoice(batch, free, Scales[0], bound);
    }
}
