using Upscale.Onnx;
using Upscale.Pruning.Preparing;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Preparing;

public sealed class InferredOutputsTests
{
    [Fact]
    public void A_shape_that_follows_from_the_graph_is_declared()
    {
        var model = Analysed.Model(b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", Dim.Symbolic("N"), 3, 8, 8), 3, 32, 3, stride: 2));
            b.Output(x);
            b.Output(b.Node("NonZero", [x]), ElementType.Int64, 4, Dim.Unknown);
        });
        Assert.Null(model.Graph.Outputs[0].DeclaredShape);

        var prepared = new ModelPreparation().Apply(model);

        Assert.Equal("[N,32,4,4]", prepared.Graph.Outputs[0].DeclaredShape!.ToString());
        Assert.Equal("[4,?]", prepared.Graph.Outputs[1].DeclaredShape!.ToString());
        Assert.Same(prepared, new ModelPreparation().Apply(prepared));
    }

    [Fact]
    public void What_nobody_knows_stays_open()
    {
        var model = Analysed.Model(b => b.Output(b.Node("Reshape", [b.Input("x", 1, 8), b.Input("shape", ElementType.Int64, Dim.Unknown)])));

        Assert.Same(model, new ModelPreparation().Apply(model));
    }
}
