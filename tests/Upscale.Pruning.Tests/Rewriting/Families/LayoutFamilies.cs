using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Networks whose channels change axis, are cut, or are described in unusual ways.</summary>
internal static class LayoutFamilies
{
    private const int Width = 24;

    public static IEnumerable<Family> All =>
    [
        new("dense layers on sequences", b =>
        {
            var x = b.Input("x", 2, 5, 8);
            var hidden = b.Node("Erf", [b.Add(b.Node("MatMul", [x, b.Weight("up", 8, 32)]), b.Uniform("bias", -1, 1, 32))]);
            b.Output(b.Add(x, b.Node("MatMul", [hidden, b.Weight("down", 32, 8)])));
        }),
        new("flattened channels first", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 2, 3, 4, 4), 3, Width, 3));
            b.Output(b.Gemm(b.Relu(b.Gemm(b.Node("Flatten", [x]), Width * 16, 32)), 32, 5));
        }),
        new("flattened channels last", b =>
        {
            var x = b.Node("Transpose", [b.Relu(b.Conv(b.Input("x", 2, 3, 4, 4), 3, Width, 3))], ("perm", new long[] { 0, 2, 3, 1 }));
            b.Output(b.Gemm(b.Relu(b.Gemm(b.Node("Reshape", [x, b.Int64s("flat", 2, -1)]), Width * 16, 32)), 32, 5));
        }),
        new("joined behind a flatten", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 2, 3, 4, 4), 3, 8, 3));
            var joined = b.Concat(1, b.Node("Flatten", [x]), b.Node("Flatten", [b.Node("GlobalMaxPool", [x])]));
            b.Output(b.Gemm(b.BatchNormalization(joined, 136), 136, 5));
        }),
        new("split and sliced channels", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, Width, 3));
            var parts = b.NodeMany("Split", [x, b.Int64s("sizes", 4, 12, 8)], 3, ("axis", 1L));
            b.Output(b.Conv(parts[0], 4, 3, 1));
            b.Output(b.Conv(b.Node("Mul", [parts[1], b.Node("Sigmoid", [parts[1]])]), 12, 3, 1));
            b.Output(b.Conv(Slice(b, x, 2, 14, 1), 12, 3, 1));
            b.Output(b.Conv(b.Concat(1, parts[2], Slice(b, x, 10, 20, 1)), 18, 3, 1));
        }),
        new("gathered channels", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, 12, 3));
            var gathered = b.Node("Gather", [x, b.Int64s("picks", 11, 3, 3, -2, 0, 5, 6, 7)], ("axis", 1L));
            b.Output(b.Conv(gathered, 8, 3, 1));
            b.Output(b.Conv(x, 12, 3, 3));
        }),
        new("focus", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 1, 3, 8, 8), 3, 8, 3));
            var parts = new[] { (0, 0), (1, 0), (0, 1), (1, 1) }.Select(start => b.Node(
                "Slice",
                [x, b.Int64s($"starts{start}", start.Item1, start.Item2), b.Int64s($"ends{start}", 8, 8), b.Int64s($"axes{start}", 2, 3), b.Int64s($"steps{start}", 2, 2)]));
            b.Output(b.Conv(b.Concat(1, [.. parts]), 32, 5, 3));
        }),
        new("weights in Constant nodes", b =>
        {
            var first = b.Node("Constant", [], ("value", Tensor.FromFloats("", [Width, 3, 1, 1], Ramp(Width * 3))));
            var second = b.Node("Constant", [], ("value", Tensor.FromFloats("", [4, Width, 1, 1], Ramp(4 * Width))));
            var x = b.Node("Conv", [b.Input("x", 1, 3, 4, 4), first]);
            b.Output(b.Node("Conv", [b.Node("Mul", [x, b.Node("Constant", [], ("value_floats", Ramp(4)))]), second]));
        }),
        new("initializers that are inputs too", b =>
        {
            var x = b.Conv(b.Input("x", 1, 3, 4, 4), 3, Width, 1);
            b.Output(b.Conv(x, Width, 4, 1));
            b.Input("conv_0_weight", Width, 3, 1, 1);
            b.Input("conv_0_bias", Width);
            b.Input("conv_1_weight", 4, Width, 1, 1);
        }),
        new("symbolic batch and positions", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", Dim.Symbolic("N"), 3, Dim.Symbolic("H"), Dim.Symbolic("W")), 3, Width, 3));
            var flat = b.Node("Reshape", [x, b.Int64s("flat", 0, Width, -1)]);
            var mean = b.Node("ReduceMean", [flat], ("axes", new long[] { 2 }), ("keepdims", 0L));
            b.Output(b.Gemm(mean, Width, 5), Dim.Symbolic("N"), 5);
        }),
        new("shapes that are computed", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", Dim.Symbolic("N"), 3, 4, 4), 3, Width, 3));
            var batch = b.Node("Gather", [b.Node("Shape", [x]), b.Int64s("zero", [], [0])]);
            var target = b.Concat(0, b.Node("Unsqueeze", [batch, b.Int64s("axes", 0)]), b.Int64s("rest", -1));
            b.Output(b.Gemm(b.Node("Reshape", [x, target]), Width * 16, 5));
        }),
        new("values that a sub-graph captures", b =>
        {
            var x = b.Relu(b.Conv(b.Input("x", 1, 3, 4, 4), 3, Width, 3));
            var condition = b.Input("condition", ElementType.Bool);
            var branches = new[] { "Relu", "Neg" }.Select(type =>
            {
                var branch = b.Subgraph(type);
                branch.Output(branch.Node(type, [x]), 1, Width, 4, 4);
                return branch;
            }).ToArray();
            var chosen = b.Node("If", [condition], ("then_branch", branches[0]), ("else_branch", branches[1]));
            b.Output(b.Conv(b.Conv(x, Width, 12, 3), 12, 3, 1));
            b.Output(b.Conv(chosen, Width, 3, 1));
        }),
        new("half precision", b =>
        {
            var x = b.Input("x", ElementType.Float16, 1, 3, 4, 4);
            var first = Half(b, "Conv", x, "first", Width, 3, 3, 3);
            var sum = b.Add(first, Half(b, "Conv", b.Relu(first), "second", Width, Width, 1, 1));
            b.Output(Half(b, "Conv", Half(b, "Conv", first, "narrow", 5, Width, 1, 1), "last", 3, 5, 1, 1), ElementType.Float16);
            b.Output(Half(b, "Conv", b.Relu(sum), "other", 3, Width, 1, 1), ElementType.Float16);
        }),
    ];

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i))];

    private static string Slice(ModelBuilder builder, string x, long start, long end, long axis)
    {
        var name = $"{x}.{start}.{end}";
        return builder.Node("Slice", [x, builder.Int64s($"{name}.starts", start), builder.Int64s($"{name}.ends", end), builder.Int64s($"{name}.axes", axis)]);
    }

    private static string Half(ModelBuilder builder, string opType, string x, string name, params long[] dims) => builder.Node(
        opType,
        [x, builder.Constant(HalfTensor.From(name, dims, Ramp((int)dims.Aggregate((a, b) => a * b)).Select(value => value / dims[1])))],
        ("pads", new[] { dims[2] / 2, dims[3] / 2, dims[2] / 2, dims[3] / 2 }));
}
