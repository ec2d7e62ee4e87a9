using System.Collections.Immutable;
using Upscale.Pruning;

namespace Upscale.Benchmarks.Export;

/// <summary>One way to export a pruned model.</summary>
/// <param name="Name">Heads a column.</param>
/// <param name="Options">How it is pruned.</param>
internal sealed record ExportVariant(string Name, PruningOptions Options)
{
    /// <summary>All that are compared; every one but the constrained one removes the same channels.</summary>
    /// <param name="ratio">Share of the channels to remove; says nothing where the mask is read from the weights.</param>
    /// <param name="criterion">How channels are chosen.</param>
    /// <param name="block">Channels that the runtime computes together.</param>
    public static ImmutableArray<ExportVariant> All(double ratio, string criterion, int block)
    {
        var ours = new PruningOptions { Ratio = ratio, Criterion = criterion, Round = block };
        var copied = ours with { Round = 1, Reads = ReadPolicy.Copy };
        return
        [
            new("naive", copied with { Order = "none" }),
            new("constrained", ours with { Criterion = criterion == "zeros" ? "l2" : criterion, Mode = PruningMode.Constrained }),
            new("upscale", copied with { Order = "upscale" }),
            new("ours", ours),
        ];
    }
}
