using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Execution.Verification;

/// <summary>One run of the reference: what went in and what came out.</summary>
internal sealed record ReferenceRun(
    InputChoice Choice, ImmutableDictionary<string, Tensor> Inputs, ImmutableDictionary<string, OutputData> Outputs)
{
    /// <summary>0 when every output is worth comparing.</summary>
    public int Weakness => Outputs.Values.Sum(output => OutputComparison.StrengthOf(output.Values) switch
    {
        OutputStrength.Varied => 0,
        OutputStrength.Degenerate => 1,
        _ => Outputs.Count + 1,
    });
}
