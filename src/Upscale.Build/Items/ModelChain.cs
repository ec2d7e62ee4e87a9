namespace Upscale.Build.Items;

/// <summary>An input of one model that takes an output of another one of the project, as its pruned file gives it.</summary>
/// <param name="Item">The model that takes it.</param>
/// <param name="Input">Name of the input; empty where the tool finds it.</param>
/// <param name="From">The model that gives it.</param>
/// <param name="Output">Name of the output.</param>
internal sealed record ModelChain(PrunedModelItem Item, string Input, PrunedModelItem From, string Output);
