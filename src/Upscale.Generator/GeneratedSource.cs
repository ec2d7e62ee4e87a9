namespace Upscale.Generator;

/// <summary>A generated file.</summary>
internal sealed record GeneratedSource(string HintName, string Text);
