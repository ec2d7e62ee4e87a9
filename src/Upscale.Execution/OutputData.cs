using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Execution;

/// <summary>What a run returned for one output.</summary>
/// <param name="Values">The tensor; of a map its values in the order of the keys, of a sequence those of all its entries one behind the other.</param>
/// <param name="Places">What a map or a sequence says besides its values: keys, lengths and shapes; empty for a tensor.</param>
public sealed record OutputData(Tensor Values, ImmutableArray<string> Places);
