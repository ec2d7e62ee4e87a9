namespace Upscale.Execution.Verification;

/// <summary>Sizes and values that random inputs may take.</summary>
/// <param name="Batch">Size of a first dimension that the model leaves open.</param>
/// <param name="Free">Size of any other dimension that the model leaves open.</param>
/// <param name="Scale">Floating-point inputs lie in [-Scale, Scale).</param>
/// <param name="Bound">Integer inputs of 16 bits and more, often indices or lengths, lie in [0, Bound).</param>
internal readonly record struct InputChoice(long Batch, long Free, double Scale, int Bound);
