using System.Collections.Immutable;
using Upscale.Pruning.Costs;

namespace Upscale.Pruning.Tests.Costs;

/// <summary>A table whose times can be computed by hand, in seconds.</summary>
internal static class SampleTable
{
    public const int Block = 8;

    public static readonly ConvolutionGeometry Geometry = new([14, 14], [3, 3], [1, 1], [1, 1], [1, 1, 1, 1]);

    /// <summary>Twice the inputs take twice the time; one set of 32 outputs takes 10, its first block 4, each further one 2.</summary>
    public static LayerTimes Convolutions { get; } = Times(
        new ConvolutionLayer(Geometry, 8, 8).Kind, [8, 16], [8, 16, 24, 32, 64, 128], [4, 6, 8, 10, 20, 40, 8, 12, 16, 20, 40, 80], plainFactor: 3, analyticRatio: 5);

    public static LayerTimes Depthwise { get; } = Times(new ConvolutionLayer(Geometry, 8, 8, 8).Kind, [1], [8, 24], [1, 3], plainFactor: 4, analyticRatio: 7);

    public static LayerTimes Products { get; } = Times(new ProductLayer(1, 8, 8).Kind, [10, 20], [10, 30], [1, 3, 2, 6], analyticRatio: 6);

    public static CostTable Create(params LayerTimes[] layers) => new CostTable
    {
        Machine = new("processor", "runtime", 1),
        Block = Block,
        Copy = Memory(1),
        Reorder = Memory(2),
        Elementwise = Memory(3),
        Transcendental = Memory(4),
    }.With(layers);

    private static MemoryTimes Memory(double factor) => new([100, 200, 400], [1 * factor, 2 * factor, 6 * factor]);

    private static LayerTimes Times(
        string kind, ImmutableArray<int> inputs, ImmutableArray<int> outputs, ImmutableArray<double> seconds, double plainFactor = 1, double analyticRatio = 1) =>
        new(kind, inputs, outputs, seconds, plainFactor, analyticRatio);
}
