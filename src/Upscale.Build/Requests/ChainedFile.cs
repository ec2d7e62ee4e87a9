namespace Upscale.Build.Requests;

/// <summary>An input that comes from another pruned model.</summary>
/// <param name="Input">Name of the input; empty where the tool finds it.</param>
/// <param name="Model">The pruned file of the other model.</param>
/// <param name="Output">Name of its output.</param>
internal sealed record ChainedFile(string Input, string Model, string Output);
