using Upscale.Onnx;

namespace Upscale.Execution.Tests;

public sealed class ModelSessionTests
{
    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.Double)]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.UInt16)]
    [InlineData(ElementType.Bool)]
    [InlineData(ElementType.BFloat16)]
    public void Tensors_of_every_type_pass_through(ElementType type)
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Identity", [builder.Input("x", type, 2, 3)]), type, 2, 3);
        using var session = ModelSession.Open(builder.Build(), new());
        var x = Tensor.FromBytes("x", type, [2, 3], Enumerable.Repeat((byte)1, 6 * type.ByteSize()).ToArray());

        var y = session.Run(new Dictionary<string, Tensor> { ["x"] = x })[session.OutputNames[0]].Values;

        Assert.Equal(type, y.ElementType);
        Assert.Equal(x.Dims.AsEnumerable(), y.Dims);
        Assert.True(x.Bytes.Span.SequenceEqual(y.Bytes.Span));
    }

    [Fact]
    public void Outputs_may_be_empty()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("NonZero", [builder.Input("x", 3)]), ElementType.Int64);
        using var session = ModelSession.Open(builder.Build(), new());

        var y = session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.FromFloats("x", [3], [0, 0, 0]) })[session.OutputNames[0]].Values;

        Assert.Equal([1L, 0L], y.Dims.AsEnumerable());
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_a_coded_error()
    {
        using var session = ModelSession.Open(Networks.Residual(), new());

        var failure = Assert.Throws<UpscaleException>(() => session.Run(new Dictionary<string, Tensor> { ["image"] = Tensor.FromFloats("image", [1], [0]) }));

        Assert.Equal("UPS1402", failure.Code);
    }

    [Theory]
    [InlineData(GraphOptimisation.None)]
    [InlineData(GraphOptimisation.All)]
    public void Models_run_with_and_without_optimisation(GraphOptimisation optimisation)
    {
        using var session = ModelSession.Open(Networks.Residual(), new() { Optimisation = optimisation, Threads = 2 });

        var outputs = session.Run(new Dictionary<string, Tensor> { ["image"] = Tensor.FromFloats("image", [1, 3, 8, 8], new float[192]) });

        Assert.Equal([1L, 10L], Assert.Single(outputs.Values).Values.Dims.AsEnumerable());
    }
}
