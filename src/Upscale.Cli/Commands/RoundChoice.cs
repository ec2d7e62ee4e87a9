namespace Upscale.Cli.Commands;

/// <summary>What kept counts are rounded up to.</summary>
/// <param name="Channels">Null: the block of this machine.</param>
internal readonly record struct RoundChoice(int? Channels);
