using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

/// <summary>Operators that move, cut, join or count axes.</summary>
internal static class AxisCases
{
    public static IEnumerable<OperatorCase> All => [.. Moves, .. Cuts, .. Picks, .. Others];

    private static IEnumerable<OperatorCase> Moves =>
    [
        Carried("Transpose", (b, x) => b.Node("Transpose", x, ("perm", new long[] { 0, 2, 3, 1 }))),
        Carried("Transpose without an order", (b, x) => b.Node("Transpose", x)),
        Carried("Reshape that merges positions", (b, x) => Reshape(b, x[0], 0, 0, -1)),
        Carried("Reshape that merges the batch", (b, x) => Reshape(b, x[0], 8, 9)) with { Inputs = [[2, 4, 3, 3]] },
        Carried("Reshape that flattens", (b, x) => Reshape(b, x[0], 2, -1)),
        Carried("Reshape that splits channels", (b, x) => Reshape(b, x[0], 2, 2, 2, 3, 3)),
        Carried("Reshape that splits channels and positions", (b, x) => Reshape(b, x[0], 2, 2, 2, 9)),
        Carried("Reshape that shuffles", (b, x) => Reshape(b, b.Node("Transpose", [Reshape(b, x[0], 2, 2, 2, 9)], ("perm", new long[] { 0, 2, 1, 3 })), 2, 4, 3, 3)),
        Carried("Reshape that tears channels apart", (b, x) => Reshape(b, x[0], 2, 6, 6)),
        Carried("Flatten", (b, x) => b.Node("Flatten", x)),
        Carried("Flatten behind the channels", (b, x) => b.Node("Flatten", x, ("axis", 2L))),
        Carried("Flatten everything", (b, x) => b.Node("Flatten", x, ("axis", 0L))),
        Carried("Flatten channels last", (b, x) => b.Node("Flatten", x)) with { Inputs = [[2, 3, 4]], ChannelsLast = true },
        Carried("Squeeze", (b, x) => b.Node("Squeeze", [x[0], b.Int64s("axes", 2, 3)])) with { Inputs = [[2, 4, 1, 1]] },
        Carried("Squeeze without axes", (b, x) => b.Node("Squeeze", x)) with { Inputs = [[1, 4, 1, 3]] },
        Carried("Squeeze by attribute", (b, x) => b.Node("Squeeze", x, ("axes", new long[] { -1 }))) with { Inputs = [[2, 4, 3, 1]], Opset = 11 },
        Carried("Unsqueeze", (b, x) => b.Node("Unsqueeze", [x[0], b.Int64s("axes", 1, -1)])),
        Carried("Unsqueeze by attribute", (b, x) => b.Node("Unsqueeze", x, ("axes", new long[] { 0 }))) with { Opset = 11 },
        Carried("DepthToSpace", (b, x) => b.Node("DepthToSpace", x, ("blocksize", 2L))) with { Inputs = [[2, 8, 2, 3]] },
        Carried("DepthToSpace by columns", (b, x) => b.Node("DepthToSpace", x, ("blocksize", 2L), ("mode", "CRD"))) with { Inputs = [[2, 8, 2, 3]] },
        Carried("SpaceToDepth", (b, x) => b.Node("SpaceToDepth", x, ("blocksize", 2L))) with { Inputs = [[2, 3, 4, 2]] },
    ];

    private static IEnumerable<OperatorCase> Cuts =>
    [
        Carried("Concat", (b, x) => b.Concat(1, x)) with { Inputs = [[2, 4, 3, 3], [2, 2, 3, 3]] },
        Carried("Concat with itself", (b, x) => b.Concat(1, x[0], x[0])),
        Carried("Concat with a constant", (b, x) => b.Concat(1, b.Uniform("k", 0, 1, 2, 3, 3, 3), x[0])),
        Carried("Concat along positions", (b, x) => b.Concat(2, x[0], x[0])),
        Carried("Split", (b, x) => b.NodeMany("Split", x, 2, ("axis", 1L))),
        Carried("Split into unequal parts", (b, x) => b.NodeMany("Split", [x[0], b.Int64s("sizes", 1, 3)], 2, ("axis", 1L))),
        Carried("Split by attribute", (b, x) => b.NodeMany("Split", x, 2, ("axis", 1L), ("split", new long[] { 3, 1 }))) with { Opset = 11 },
        Carried("Split by a number of parts", (b, x) => b.NodeMany("Split", x, 3, ("axis", 1L), ("num_outputs", 3L))) with { Opset = 18, Inputs = [[2, 7, 3, 3]] },
        Carried("Split along positions", (b, x) => b.NodeMany("Split", [x[0], b.Int64s("sizes", 1, 2)], 2, ("axis", 2L))),
        Carried("Slice", (b, x) => Slice(b, x[0], 1, 3, 1)),
        Carried("Slice from the end", (b, x) => Slice(b, x[0], -3, -1, 1)),
        Carried("Slice to the end", (b, x) => Slice(b, x[0], 2, long.MaxValue, 1)),
        Carried("Slice by attribute", (b, x) => b.Node("Slice", x, ("starts", new long[] { 1 }), ("ends", new long[] { 3 }), ("axes", new long[] { 1 }))) with { Opset = 9 },
        Carried("Slice along positions", (b, x) => Slice(b, x[0], 0, 2, 2)),
        Carried("Slice of every second position", (b, x) => Slice(b, x[0], 0, 3, 3, step: 2)),
        Pinned("Slice of every second channel", (b, x) => Slice(b, x[0], 0, 4, 1, step: 2)),
        Pinned("Slice backwards", (b, x) => Slice(b, x[0], 3, -5, 1, step: -1)),
        Carried("Pad of channels", (b, x) => b.Node("Pad", [x[0], b.Int64s("pads", 0, 2, 0, 0, 0, 1, 0, 0)])),
        Carried("Pad of channels with a value", (b, x) => b.Node("Pad", [x[0], b.Int64s("pads", 0, 2, 1, 0, 0, 1, 0, 0), b.Constant("value", [], [0.7f])])),
        Carried("Pad by attribute", (b, x) => b.Node("Pad", x, ("pads", new long[] { 0, 1, 0, 0, 0, 1, 0, 1 }), ("value", 0.5f))) with { Opset = 9 },
        Carried("Pad of named axes", (b, x) => b.Node("Pad", [x[0], b.Int64s("pads", 1, 2), "", b.Int64s("axes", 1)])) with { Opset = 18 },
        Carried("Pad of positions", (b, x) => b.Node("Pad", [x[0], b.Int64s("pads", 0, 0, 1, 1, 0, 0, 1, 1)], ("mode", "reflect"))),
        Pinned("Pad that cuts channels", (b, x) => b.Node("Pad", [x[0], b.Int64s("pads", 0, -1, 0, 0, 0, 0, 0, 0)])),
        Pinned("Pad that repeats channels", (b, x) => b.Node("Pad", [x[0], b.Int64s("pads", 0, 1, 0, 0, 0, 0, 0, 0)], ("mode", "edge"))),
    ];

    private static IEnumerable<OperatorCase> Picks =>
    [
        Carried("Gather of channels", (b, x) => b.Node("Gather", [x[0], b.Int64s("picks", 2, 0, -1)], ("axis", 1L))),
        Carried("Gather of a channel twice", (b, x) => b.Node("Gather", [x[0], b.Int64s("picks", 2, 0, 2)], ("axis", 1L))),
        Pinned("Gather of one channel", (b, x) => b.Node("Gather", [x[0], b.Int64s("picks", [], [2])], ("axis", 1L))),
        Pinned("Gather of computed channels", (b, x) => b.Node("Gather", [x[0], b.Node("Cast", [b.Input("at", 1)], ("to", 7L))], ("axis", 1L))),
        Carried("Gather of positions", (b, x) => b.Node("Gather", [x[0], b.Int64s("picks", 2, 0)], ("axis", 2L))),
        Carried("Gather of one position", (b, x) => b.Node("Gather", [x[0], b.Int64s("picks", [], [1])], ("axis", 2L))),
        Pinned("GatherElements", (b, x) => b.Node("GatherElements", [x[0], b.Int64s("at", [2, 1, 1, 1], [0, 0])], ("axis", 2L))),
        Pinned("GatherND", (b, x) => b.Node("GatherND", [x[0], b.Int64s("at", [1, 2], [0, 0])])),
        Pinned("ScatterND", (b, x) => b.Node("ScatterND", [x[0], b.Int64s("at", [1, 4], [0, 1, 0, 0]), b.Constant("k", [1], [5])])),
        Pinned("ScatterElements", (b, x) => b.Node("ScatterElements", [x[0], b.Int64s("at", [1, 1, 1, 1], [0]), b.Constant("k", [1, 1, 1, 1], [5])])),
        Pinned("Scatter", (b, x) => b.Node("Scatter", [x[0], b.Int64s("at", [1, 1, 1, 1], [0]), b.Constant("k", [1, 1, 1, 1], [5])])) with { Opset = 9 },
        Pinned("Compress", (b, x) => b.Node("Compress", [x[0], b.Constant(Tensor.FromBytes("which", ElementType.Bool, [4], new byte[] { 1, 0, 1, 1 }))], ("axis", 1L))),
        Pinned("NonZero", (b, x) => b.Node("NonZero", x)) with { OutputTypes = [ElementType.Int64] },
        Pinned("OneHot", (b, x) => b.Node("OneHot", [b.Node("Cast", x, ("to", 7L)), b.Int64s("depth", 3), b.Constant("values", [2], [0, 1])])) with { Low = 0, High = 3 },
    ];

    private static IEnumerable<OperatorCase> Others =>
    [
        Carried("Resize by scales", (b, x) => b.Node("Resize", [x[0], "", b.Constant("scales", [4], [1, 1, 2, 2])])),
        Carried("Resize to sizes", (b, x) => b.Node("Resize", [x[0], "", "", b.Int64s("sizes", 2, 4, 5, 5)], ("mode", "linear"))),
        Carried("Resize of named axes", (b, x) => b.Node("Resize", [x[0], "", b.Constant("scales", [2], [2, 2])], ("axes", new long[] { 2, 3 }))) with { Opset = 18 },
        Pinned("Resize of channels", (b, x) => b.Node("Resize", [x[0], "", b.Constant("scales", [4], [1, 2, 1, 1])])),
        Carried("Upsample by attribute", (b, x) => b.Node("Upsample", x, ("scales", new[] { 1f, 1, 2, 2 }))) with { Opset = 7 },
        Carried("Upsample by input", (b, x) => b.Node("Upsample", [x[0], b.Constant("scales", [4], [1, 1, 2, 2])])) with { Opset = 9 },
        Carried("Expand", (b, x) => b.Node("Expand", [x[0], b.Int64s("shape", 2, 4, 3, 3)])) with { Inputs = [[2, 4, 1, 1]] },
        Carried("Expand to more axes", (b, x) => b.Node("Expand", [x[0], b.Int64s("shape", 5, 1, 1, 1, 1)])),
        Carried("Tile of positions", (b, x) => b.Node("Tile", [x[0], b.Int64s("repeats", 1, 1, 2, 1)])),
        Carried("Tile of channels", (b, x) => b.Node("Tile", [x[0], b.Int64s("repeats", 1, 2, 1, 1)])),
        Ignored("Shape", (b, x) => b.Node("Shape", x)) with { OutputTypes = [ElementType.Int64] },
        Ignored("Size", (b, x) => b.Node("Size", x)) with { OutputTypes = [ElementType.Int64] },
        Ignored("ConstantOfShape", (b, x) => b.Node("ConstantOfShape", [b.Node("Shape", x, ("start", 2L))])),
        Ignored("Range", (b, x) => b.Node("Range", [b.Int64s("zero", [], [0]), b.Node("Squeeze", [b.Node("Shape", x, ("start", 2L), ("end", 3L))]), b.Int64s("one", [], [1])])) with { OutputTypes = [ElementType.Int64] },
        Pinned("EyeLike", (b, x) => b.Node("EyeLike", x)) with { Inputs = [[3, 4]] },
        Pinned("DynamicQuantizeLinear", (b, x) => b.NodeMany("DynamicQuantizeLinear", x, 3)) with { OutputTypes = [ElementType.UInt8, ElementType.Float, ElementType.UInt8] },
        Carried("QuantizeLinear", (b, x) => Dequantized(b, b.Node("QuantizeLinear", [x[0], b.Constant("scale", [], [0.05f])]), "scale")),
        Carried("QuantizeLinear with a scale per channel", (b, x) =>
        {
            var scale = b.Uniform("scale", 0.01f, 0.1f, 4);
            return b.Node("DequantizeLinear", [b.Node("QuantizeLinear", [x[0], scale, b.Constant(Tensor.FromBytes("zero", ElementType.Int8, [4], new byte[] { 1, 2, 3, 4 }))], ("axis", 1L)), scale, "zero"], ("axis", 1L));
        }),
        Carried("DequantizeLinear", (b, x) => Dequantized(b, b.Node("Cast", [b.Node("Mul", [x[0], b.Constant("ten", [], [10])])], ("to", 3L)), b.Constant("scale", [], [0.1f]))),
        Pinned("If that reads it", (b, x) =>
        {
            var branches = new[] { "then", "else" }.Select(name =>
            {
                var branch = b.Subgraph(name);
                branch.Output(branch.Node(name == "then" ? "Relu" : "Neg", [x[0]]));
                return branch;
            }).ToArray();
            return b.Node("If", [b.Constant(Tensor.FromBytes("condition", ElementType.Bool, [], new byte[] { 1 }))], ("then_branch", branches[0]), ("else_branch", branches[1]));
        }),
    ];

    private static OperatorCase Carried(string name, Func<ModelBuilder, string[], string> build) => OperatorCase.Of(name, ChannelRole.Carried, build);

    private static OperatorCase Carried(string name, Func<ModelBuilder, string[], IReadOnlyList<string>> build) => new(name, ChannelRole.Carried, build);

    private static OperatorCase Pinned(string name, Func<ModelBuilder, string[], string> build) => OperatorCase.Of(name, ChannelRole.Pinned, build);

    private static OperatorCase Pinned(string name, Func<ModelBuilder, string[], IReadOnlyList<string>> build) => new(name, ChannelRole.Pinned, build);

    private static OperatorCase Ignored(string name, Func<ModelBuilder, string[], string> build) => OperatorCase.Of(name, ChannelRole.Ignored, build);

    private static string Reshape(ModelBuilder builder, string x, params long[] shape) =>
        builder.Node("Reshape", [x, builder.Int64s($"{x}.shape", shape)]);

    private static string Slice(ModelBuilder builder, string x, long start, long end, long axis, long step = 1) =>
        builder.Node("Slice", [x, builder.Int64s("starts", start), builder.Int64s("ends", end), builder.Int64s("axes", axis), builder.Int64s("steps", step)]);

    private static string Dequantized(ModelBuilder builder, string x, string scale) => builder.Node("DequantizeLinear", [x, scale]);
}
