namespace Upscale.Cli.Output;

/// <summary>Which edge of a column its cells touch.</summary>
internal enum Side
{
    Left,
    Right,
}
