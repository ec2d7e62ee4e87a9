using Upscale.Onnx;
using Upscale.Pruning.Tests.Channels;
using Upscale.Pruning.Tests.Rewriting;

namespace Upscale.Pruning.Tests.Selection;

/// <summary>Groups of one block: with fewer channels they lose their blocked kernels, with all of them nothing around them gets smaller.</summary>
public sealed class GroupWidthTests
{
    private const int Groups = 16;
    private const int Width = 256;
    private static readonly PruningOptions Options = new() { Ratio = 0.4 };

    [Theory]
    [InlineData(PruningMode.Unconstrained)]
    [InlineData(PruningMode.Constrained)]
    public void Between_wide_layers_groups_lose_channels(PruningMode mode)
    {
        var model = Network(wide: true);

        var result = Pruner.Prune(model, Options with { Mode = mode });

        Oracle.AssertEqual(model, result);
        Assert.All(Grouped(result.Model), weights => Assert.Equal(Groups * 10, weights.Dims[0]));
        Assert.All(Grouped(result.Model), weights => Assert.Equal(10, weights.Dims[1]));
        Assert.DoesNotContain(result.Model.Graph.Nodes, node => node.OpType is "Gather" or "Slice");
    }

    [Fact]
    public void Alone_they_keep_their_blocks()
    {
        var model = Network(wide: false);

        var result = Pruner.Prune(model, Options);

        Oracle.AssertEqual(model, result);
        Assert.All(Grouped(result.Model), weights => Assert.Equal((Width, 16), (weights.Dims[0], weights.Dims[1])));
    }

    private static IEnumerable<Tensor> Grouped(Model model) =>
        model.Graph.Nodes.Where(node => node.Int("group", 1) == Groups).Select(node => node.Input(1)!.Constant!);

    private static Model Network(bool wide) => Analysed.Model(b =>
    {
        var x = b.Relu(b.Conv(b.Input("x", 1, 3, 14, 14), 3, Width, 1));
        for (var layer = 0; layer < (wide ? 1 : 4); layer++)
        {
            x = wide ? b.Relu(b.Conv(b.Relu(b.Conv(x, Width, 1024, 1)), 1024, Width, 1)) : x;
            x = b.Relu(b.Conv(x, Width, Width, 3, groups: Groups));
        }

        b.Output(wide ? b.Conv(x, Width, 1024, 1) : b.Conv(x, Width, Width, 3, groups: Groups));
    });
}
