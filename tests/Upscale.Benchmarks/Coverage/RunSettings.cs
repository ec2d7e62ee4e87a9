using System.Collections.Immutable;
using System.Globalization;
using Upscale.Pruning;

namespace Upscale.Benchmarks.Coverage;

/// <summary>One way to prune a model; everything else has its default value.</summary>
internal sealed record RunSettings(PruningMode Mode, double Ratio, int Round)
{
    private static readonly ImmutableArray<PruningMode> Modes = [PruningMode.Unconstrained, PruningMode.Constrained];
    private static readonly ImmutableArray<int> Rounds = [1, 16];

    public PruningOptions Options => new() { Mode = Mode, Ratio = Ratio, Round = Round };

    /// <summary>Ratio and rounding: <c>0.3@16</c>.</summary>
    public string Label => string.Create(CultureInfo.InvariantCulture, $"{Ratio}@{Round}");

    /// <summary>Both modes, every ratio, with and without rounding.</summary>
    public static ImmutableArray<RunSettings> All(IReadOnlyList<double> ratios) =>
    [
        .. from mode in Modes
           from ratio in ratios
           from round in Rounds
           select new RunSettings(mode, ratio, round),
    ];
}
