using Upscale.Onnx;
using Upscale.Pruning.Layout;

namespace Upscale.Pruning.Tests.Rewriting;

public sealed class CopiedReadTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(17)]
    public void A_slice_before_a_layer_of_another_domain_is_written_for_the_models_opset(long opset)
    {
        var b = new ModelBuilder(opset);
        var x = b.Conv(b.Input("x", 1, 3, 4, 4), 3, 8, 3);
        b.Output(b.Node("com.microsoft::FusedConv", [x, b.Weight("w", 5, 8, 1, 1), b.Uniform("b", -1, 1, 5)], ("activation", "Relu")));
        b.Output(b.Conv(x, 8, 2, 1));
        b.Output(b.Relu(x));
        var model = b.Build();

        var plan = Pruner.Prune(model, new() { Ratio = 0, Round = 1 }).Plan;
        plan = plan with { Consumers = [.. plan.Consumers.Select(consumer => consumer with { Kept = [2, 3, 4], Realisation = Realisation.Slice })] };
        var result = Pruner.Apply(model, plan);

        Assert.Contains(result.Model.Graph.Nodes, node => node.OpType == "Slice");
        Oracle.AssertEqual(model, result);
    }
}
