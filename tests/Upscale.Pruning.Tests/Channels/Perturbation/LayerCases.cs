using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

/// <summary>Layers with weights, normalisations, pooling and reductions.</summary>
internal static class LayerCases
{
    private static readonly long[][] Sequence = [[2, 3, 4]];

    public static IEnumerable<OperatorCase> All => [.. Products, .. Normalisations, .. Pools, .. Reductions];

    private static IEnumerable<OperatorCase> Products =>
    [
        Consumed("Conv", (b, x) => b.Conv(x[0], 4, 5, 3)),
        Consumed("Conv with groups", (b, x) => b.Conv(x[0], 4, 6, 3, groups: 2)),
        Consumed("Conv in one dimension", (b, x) => b.Node("Conv", [x[0], b.Weight("w", 5, 4, 3)])) with { Inputs = [[2, 4, 7]] },
        Consumed("Conv in three dimensions", (b, x) => b.Node("Conv", [x[0], b.Weight("w", 5, 4, 2, 2, 2)])) with { Inputs = [[1, 4, 3, 3, 3]] },
        Consumed("Conv with one channel per group and two outputs", (b, x) => b.Conv(x[0], 4, 8, 3, groups: 4)),
        Carried("Conv depthwise", (b, x) => b.Conv(x[0], 4, 4, 3, groups: 4)),
        Consumed("com.microsoft:FusedConv", (b, x) => b.Node("com.microsoft::FusedConv", [x[0], b.Weight("w", 5, 4, 1, 1), b.Uniform("b", -1, 1, 5)], ("activation", "Relu"))),
        Consumed("ConvTranspose", (b, x) => b.Node("ConvTranspose", [x[0], b.Weight("w", 4, 5, 2, 2), b.Uniform("b", -1, 1, 5)], ("strides", new long[] { 2, 2 }))),
        Consumed("ConvTranspose with groups", (b, x) => b.Node("ConvTranspose", [x[0], b.Weight("w", 4, 3, 2, 2)], ("group", 2L))),
        Carried("ConvTranspose depthwise", (b, x) => b.Node("ConvTranspose", [x[0], b.Weight("w", 4, 1, 2, 2)], ("group", 4L))),
        Consumed("Gemm", (b, x) => b.Node("Gemm", [x[0], b.Weight("w", 4, 5), b.Uniform("b", -1, 1, 5)])) with { Inputs = [[3, 4]] },
        Consumed("Gemm transposed", (b, x) => b.Gemm(x[0], 4, 5)) with { Inputs = [[3, 4]] },
        Consumed("Gemm with a bias per row", (b, x) => b.Node("Gemm", [x[0], b.Weight("w", 4, 5), b.Uniform("b", -1, 1, 3, 1)])) with { Inputs = [[3, 4]] },
        Consumed("com.microsoft:FusedGemm", (b, x) => b.Node("com.microsoft::FusedGemm", [x[0], b.Weight("w", 4, 5)], ("activation", "Relu"))) with { Inputs = [[3, 4]] },
        Pinned("Gemm of two activations", (b, x) => b.Node("Gemm", [x[0], b.Input("y", 4, 5)])) with { Inputs = [[3, 4]] },
        Consumed("MatMul", (b, x) => b.Node("MatMul", [x[0], b.Weight("w", 4, 5)])) with { Inputs = Sequence, ChannelsLast = true },
        Consumed("MatMul to a vector", (b, x) => b.Node("MatMul", [x[0], b.Weight("w", 4)])) with { Inputs = Sequence, ChannelsLast = true },
        Pinned("MatMul over positions", (b, x) => b.Node("MatMul", [x[0], b.Weight("w", 4, 5)])) with { Inputs = [[2, 3, 4]] },
        Pinned("MatMul from the left over positions", (b, x) => b.Node("MatMul", [b.Weight("w", 5, 3), x[0]])) with { Inputs = Sequence, ChannelsLast = true },
        Consumed("MatMul from the left", (b, x) => b.Node("MatMul", [b.Weight("w", 5, 3), x[0]])) with { Inputs = [[2, 3, 4]] },
        Pinned("MatMul of two activations over channels", (b, x) => b.Node("MatMul", [x[0], b.Input("y", 2, 4, 5)])) with { Inputs = Sequence, ChannelsLast = true },
        Carried("MatMul of two activations over positions", (b, x) => b.Node("MatMul", [x[0], b.Input("y", 2, 4, 5)])) with { Inputs = [[2, 3, 4]] },
        Consumed("Einsum", (b, x) => b.Node("Einsum", [x[0], b.Weight("w", 4, 5)], ("equation", "btc,cd->btd"))) with { Inputs = Sequence, ChannelsLast = true },
        Pinned("Einsum over positions", (b, x) => b.Node("Einsum", [x[0], b.Weight("w", 3, 5)], ("equation", "btc,td->bdc"))) with { Inputs = Sequence, ChannelsLast = true },
        Pinned("Einsum that sums the channels", (b, x) => b.Node("Einsum", x, ("equation", "btc->bt"))) with { Inputs = Sequence, ChannelsLast = true },
        Pinned("GRU", (b, x) => b.Node("GRU", [x[0], b.Weight("w", 1, 6, 4), b.Weight("r", 1, 6, 2)], ("hidden_size", 2L))) with { Inputs = Sequence, ChannelsLast = true },
        Pinned("LSTM", (b, x) => b.Node("LSTM", [x[0], b.Weight("w", 1, 8, 4), b.Weight("r", 1, 8, 2)], ("hidden_size", 2L))) with { Inputs = Sequence, ChannelsLast = true },
        Pinned("RNN", (b, x) => b.Node("RNN", [x[0], b.Weight("w", 1, 2, 4), b.Weight("r", 1, 2, 2)], ("hidden_size", 2L))) with { Inputs = Sequence, ChannelsLast = true },
    ];

    private static IEnumerable<OperatorCase> Normalisations =>
    [
        Carried("BatchNormalization", (b, x) => b.BatchNormalization(x[0], 4)),
        Carried("InstanceNormalization", (b, x) => b.Node("InstanceNormalization", [x[0], b.Uniform("s", 0.5f, 1, 4), b.Uniform("b", 0, 1, 4)])),
        Pinned("LRN", (b, x) => b.Node("LRN", x, ("size", 3L))),
        Pinned("LayerNormalization over channels", (b, x) => b.Node("LayerNormalization", [x[0], b.Uniform("s", 0.5f, 1, 4)])) with { Inputs = Sequence, ChannelsLast = true },
        Carried("LayerNormalization over positions", (b, x) => b.Node("LayerNormalization", [x[0], b.Uniform("s", 0.5f, 1, 4)])) with { Inputs = [[2, 3, 4]] },
        Pinned("SimplifiedLayerNormalization", (b, x) => b.Node("SimplifiedLayerNormalization", [x[0], b.Uniform("s", 0.5f, 1, 4)])) with { Inputs = Sequence, ChannelsLast = true },
        Pinned("RMSNormalization", (b, x) => b.Node("RMSNormalization", [x[0], b.Uniform("s", 0.5f, 1, 4)])) with { Inputs = Sequence, ChannelsLast = true, Opset = 23 },
        Pinned("GroupNormalization", (b, x) => b.Node("GroupNormalization", [x[0], b.Uniform("s", 0.5f, 1, 4), b.Uniform("b", 0, 1, 4)], ("num_groups", 2L))) with { Opset = 21 },
        Pinned("com.microsoft:SkipLayerNormalization", (b, x) => b.Node("com.microsoft::SkipLayerNormalization", [x[0], x[0], b.Uniform("s", 0.5f, 1, 4)])) with { Inputs = Sequence, ChannelsLast = true },
        Carried("LpNormalization over positions", (b, x) => b.Node("LpNormalization", x)),
        Pinned("LpNormalization over channels", (b, x) => b.Node("LpNormalization", x, ("axis", 1L))),
        Carried("MeanVarianceNormalization", (b, x) => b.Node("MeanVarianceNormalization", x)),
        Pinned("MeanVarianceNormalization over channels", (b, x) => b.Node("MeanVarianceNormalization", x, ("axes", new long[] { 1 }))),
        .. new[] { "Softmax", "LogSoftmax", "Hardmax" }.SelectMany(type => new[]
        {
            Pinned($"{type} over channels", (b, x) => b.Node(type, x, ("axis", 1L))),
            Carried($"{type} over positions", (b, x) => b.Node(type, x, ("axis", -1L))),
            Pinned($"{type} over everything before opset 13", (b, x) => b.Node(type, x, ("axis", 1L))) with { Opset = 11 },
            Carried($"{type} over positions before opset 13", (b, x) => b.Node(type, x, ("axis", 2L))) with { Opset = 11 },
        }),
        Pinned("CumSum over channels", (b, x) => b.Node("CumSum", [x[0], b.Int64s("axis", [], [1])])),
        Carried("CumSum over positions", (b, x) => b.Node("CumSum", [x[0], b.Int64s("axis", [], [2])])),
        Carried("Trilu", (b, x) => b.Node("Trilu", x)),
        Pinned("Trilu over channels", (b, x) => b.Node("Trilu", x)) with { Inputs = [[2, 4, 4]] },
        Carried("ReverseSequence over positions", (b, x) => b.Node("ReverseSequence", [x[0], b.Int64s("lengths", 2, 3)], ("time_axis", 0L), ("batch_axis", 1L))) with { Inputs = [[3, 2, 4]], ChannelsLast = true },
    ];

    private static IEnumerable<OperatorCase> Pools =>
    [
        .. new[] { "MaxPool", "AveragePool", "LpPool" }.SelectMany(type => new[]
        {
            Carried(type, (b, x) => b.Node(type, x, ("kernel_shape", new long[] { 2, 2 }))),
            Carried($"{type} with strides and pads", (b, x) => b.Node(
                type, x, ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }))),
        }),
        Carried("MaxPool that rounds up", (b, x) => b.Node("MaxPool", x, ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }), ("ceil_mode", 1L))),
        Pinned("MaxPool with indices", (b, x) => b.NodeMany("MaxPool", x, 2, ("kernel_shape", new long[] { 2, 2 }))) with { OutputTypes = [ElementType.Float, ElementType.Int64] },
        .. new[] { "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool" }.Select(type => Carried(type, (b, x) => b.Node(type, x))),
        Carried("RoiAlign", (b, x) => b.Node("RoiAlign", [x[0], b.Constant("r", [1, 4], [0, 0, 2, 2]), b.Int64s("batch", 1)], ("output_height", 2L), ("output_width", 2L))),
        Carried("MaxRoiPool", (b, x) => b.Node("MaxRoiPool", [x[0], b.Constant("r", [1, 5], [1, 0, 0, 2, 2])], ("pooled_shape", new long[] { 2, 2 }))),
        Carried("GridSample", (b, x) => b.Node("GridSample", [x[0], b.Uniform("grid", -1, 1, 2, 2, 2, 2)])),
        Carried("com.microsoft:GridSample", (b, x) => b.Node("com.microsoft::GridSample", [x[0], b.Uniform("grid", -1, 1, 2, 2, 2, 2)])),
    ];

    private static IEnumerable<OperatorCase> Reductions =>
    [
        .. new[] { "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSumSquare" }.SelectMany(type => new[]
        {
            Carried($"{type} over positions", (b, x) => b.Node(type, x, ("axes", new long[] { 2, -1 }))) with { Low = 0.1f },
            Carried($"{type} over positions without keeping them", (b, x) => b.Node(type, x, ("axes", new long[] { 0, 3 }), ("keepdims", 0L))) with { Low = 0.1f },
            Pinned($"{type} over channels", (b, x) => b.Node(type, x, ("axes", new long[] { 1 }))) with { Low = 0.1f },
            Pinned($"{type} over everything", (b, x) => b.Node(type, x)) with { Low = 0.1f },
        }),
        Carried("ReduceSum over positions", (b, x) => b.Node("ReduceSum", [x[0], b.Int64s("axes", 2, 3)], ("keepdims", 0L))),
        Pinned("ReduceSum over channels", (b, x) => b.Node("ReduceSum", [x[0], b.Int64s("axes", 1)])),
        Carried("ReduceSum over nothing", (b, x) => b.Node("ReduceSum", x, ("noop_with_empty_axes", 1L))),
        Carried("ReduceMax by input", (b, x) => b.Node("ReduceMax", [x[0], b.Int64s("axes", 2)])) with { Opset = 18 },
        .. new[] { "ArgMax", "ArgMin" }.SelectMany(type => new[]
        {
            Carried($"{type} over positions", (b, x) => b.Node(type, x, ("axis", 3L))) with { OutputTypes = [ElementType.Int64] },
            Pinned($"{type} over channels", (b, x) => b.Node(type, x, ("axis", 1L), ("keepdims", 0L))) with { OutputTypes = [ElementType.Int64] },
        }),
        Carried("TopK over positions", (b, x) => b.NodeMany("TopK", [x[0], b.Int64s("k", 2)], 2, ("axis", 2L))) with { OutputTypes = [ElementType.Float, ElementType.Int64] },
        Pinned("TopK over channels", (b, x) => b.NodeMany("TopK", [x[0], b.Int64s("k", 2)], 2, ("axis", 1L))) with { OutputTypes = [ElementType.Float, ElementType.Int64] },
    ];

    private static OperatorCase Carried(string name, Func<ModelBuilder, string[], string> build) => OperatorCase.Of(name, ChannelRole.Carried, build);

    private static OperatorCase Carried(string name, Func<ModelBuilder, string[], IReadOnlyList<string>> build) => new(name, ChannelRole.Carried, build);

    private static OperatorCase Consumed(string name, Func<ModelBuilder, string[], string> build) => OperatorCase.Of(name, ChannelRole.Consumed, build);

    private static OperatorCase Pinned(string name, Func<ModelBuilder, string[], string> build) => OperatorCase.Of(name, ChannelRole.Pinned, build);

    private static OperatorCase Pinned(string name, Func<ModelBuilder, string[], IReadOnlyList<string>> build) => new(name, ChannelRole.Pinned, build);
}
