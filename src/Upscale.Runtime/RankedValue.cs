namespace Upscale.Runtime;

/// <summary>One of the largest values of an output.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
/// <param name="Index">Its row-major place; in an output [1,C] its logical channel.</param>
/// <param name="Value">The value.</param>
/// <param name="Label">The name of its channel; null when the output has no labels.</param>
public readonly record struct RankedValue<T>(int Index, T Value, string? Label);
