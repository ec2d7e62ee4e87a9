using System.Diagnostics;
using System.Globalization;
using Upscale.Onnx;
using Xunit.Abstractions;

namespace Upscale.Pruning.Tests;

/// <summary>Graphs of 13,000 to 40,000 nodes. Times are printed, not asserted.</summary>
public sealed class LongGraphTests(ITestOutputHelper output)
{
    private const int Nodes = 20_000;
    private const int Channels = 8;

    [Theory]
    [InlineData(PruningMode.Unconstrained, PruningScope.Local)]
    [InlineData(PruningMode.Unconstrained, PruningScope.Global)]
    [InlineData(PruningMode.Constrained, PruningScope.Local)]
    [InlineData(PruningMode.Constrained, PruningScope.Global)]
    public void A_residual_chain(PruningMode mode, PruningScope scope) => AssertPruned(mode, scope, (b, x, _) => b.Add(x, b.Relu(Pointwise(b, x))));

    [Fact]
    public void A_plain_chain() => AssertPruned(PruningMode.Unconstrained, PruningScope.Local, (b, x, _) => b.Relu(Pointwise(b, x)));

    [Fact]
    public void A_chain_that_concatenates() => AssertPruned(PruningMode.Unconstrained, PruningScope.Local, (b, x, _) =>
        b.Node("Conv", [b.Concat(1, x, b.Relu(Pointwise(b, x))), b.Uniform($"{x}.joined", -1, 1, Channels, 2 * Channels, 1, 1)]));

    [Fact]
    public void A_chain_whose_operators_nobody_knows() => AssertPruned(PruningMode.Unconstrained, PruningScope.Local, (b, x, i) =>
        i % 2 == 0 ? b.Add(x, b.Node("some.domain::Unknown", [Pointwise(b, x)])) : b.Relu(Pointwise(b, x)));

    [Fact]
    public void One_tensor_with_as_many_consumers()
    {
        var builder = new ModelBuilder();
        var x = builder.Relu(Pointwise(builder, builder.Input("x", 1, Channels, 1, 1)));
        for (var i = 0; i < Nodes / 2; i++)
        {
            builder.Output(builder.Relu(builder.Node("Conv", [x, builder.Uniform($"w{i}", -1, 1, 1, Channels, 1, 1)])));
        }

        Prune(builder.Build(), PruningMode.Unconstrained, PruningScope.Local);
    }

    [Fact]
    public void Groups_that_must_stay_equal_along_the_whole_chain()
    {
        var builder = new ModelBuilder();
        var x = Pointwise(builder, builder.Input("x", 1, Channels, 1, 1));
        for (var i = 0; i < Nodes / 4; i++)
        {
            var next = builder.Relu(Pointwise(builder, x));
            var groups = builder.Node("Conv", [builder.Concat(1, x, next), builder.Uniform($"g{i}", -1, 1, 2, Channels, 1, 1)], ("group", 2L));
            builder.Output(builder.Node("GlobalAveragePool", [groups]));
            x = next;
        }

        builder.Output(x);
        Prune(builder.Build(), PruningMode.Unconstrained, PruningScope.Local);
    }

    [Fact]
    public void Shapes_that_every_layer_computes_anew() => AssertPruned(PruningMode.Unconstrained, PruningScope.Local, (b, x, i) =>
    {
        var batch = b.Node("Gather", [b.Node("Shape", [x]), b.Int64s($"zero{i}", 0)]);
        return b.Node("Reshape", [b.Relu(Pointwise(b, x)), b.Concat(0, batch, b.Int64s($"rest{i}", Channels, 1, -1))]);
    });

    [Fact]
    public void A_size_that_every_layer_adds_to_and_computes_with()
    {
        var builder = new ModelBuilder();
        var x = builder.Relu(Pointwise(builder, builder.Input("x", Dim.Symbolic("N"), Channels, 1, 1)));
        var (first, sum) = (builder.Int64s("first", 0), builder.Int64s("none", 0));
        for (var i = 0; i < Nodes / 6; i++)
        {
            sum = builder.Add(sum, builder.Node("Gather", [builder.Node("Shape", [x]), first]));
            x = builder.Node("Mul", [Pointwise(builder, x), builder.Node("Cast", [sum], ("to", 1L))]);
        }

        builder.Output(x);
        Prune(builder.Build(), PruningMode.Unconstrained, PruningScope.Local);
    }

    private static string Pointwise(ModelBuilder builder, string x) =>
        builder.Node("Conv", [x, builder.Uniform($"{x}.weights", -1, 1, Channels, Channels, 1, 1)]);

    private void AssertPruned(PruningMode mode, PruningScope scope, Func<ModelBuilder, string, int, string> layer)
    {
        var builder = new ModelBuilder();
        var x = builder.Relu(Pointwise(builder, builder.Input("x", 1, Channels, 1, 1)));
        for (var i = 0; i < Nodes / 3; i++)
        {
            x = layer(builder, x, i);
        }

        builder.Output(x);
        Prune(builder.Build(), mode, scope);
    }

    private void Prune(Model model, PruningMode mode, PruningScope scope)
    {
        var watch = Stopwatch.StartNew();
        var result = Pruner.Prune(model, new() { Ratio = 0.5, Round = 1, Mode = mode, Scope = scope });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Graph.Nodes.Count} nodes, {mode}, {scope}: {watch.Elapsed.TotalSeconds:F2} s"));

        Assert.NotEmpty(result.Plan.Consumers);
    }
}
