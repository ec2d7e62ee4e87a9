using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>What exporters make of networks: detection heads, sequences behind images, weights that are not where one would look, old and new opsets.</summary>
internal static class ExportedFamilies
{
    private const int Width = 24;

    private static readonly long[] Opsets = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];

    public static IEnumerable<Family> All =>
    [
        new("detection head with split stages and pooled pyramid", b =>
        {
            var x = Silu(b, b.Conv(b.Input("x", 1, 3, 12, 12), 3, 32, 3));
            var halves = b.NodeMany("Split", [x, b.Int64s("halves", 16, 16)], 2, ("axis", 1L));
            var deep = b.Add(halves[1], Silu(b, b.Conv(Silu(b, b.Conv(halves[1], 16, 16, 3)), 16, 16, 3)));
            var stage = Silu(b, b.Conv(b.Concat(1, halves[0], halves[1], deep), 48, 32, 1));
            var small = Silu(b, b.Conv(stage, 32, 16, 1));
            var pyramid = b.Concat(1, small, Pool(b, small, 5), Pool(b, small, 9), Pool(b, small, 13));
            var features = Silu(b, b.Conv(pyramid, 64, 32, 1));
            var boxes = b.Node("Reshape", [b.Conv(Silu(b, b.Conv(features, 32, 16, 3)), 16, 8, 1), b.Int64s("boxes", 1, 8, -1)]);
            var scores = b.Node("Reshape", [b.Conv(Silu(b, b.Conv(features, 32, 16, 3)), 16, 5, 1), b.Int64s("scores", 1, 5, -1)]);
            b.Output(b.Concat(1, boxes, b.Node("Sigmoid", [scores])));
        }),
        new("recurrent layer behind convolutions", b =>
        {
            var x = b.Relu(b.Conv(b.Relu(b.Conv(b.Input("x", 1, 3, 8, 6), 3, Width, 3)), Width, 12, 3));
            var rows = b.Node("Squeeze", [b.Node("ReduceMean", [x], ("axes", new long[] { 2 })), b.Int64s("row", 2)]);
            var steps = b.Node("Transpose", [rows], ("perm", new long[] { 2, 0, 1 }));
            var states = b.Node("GRU", [steps, b.Weight("w", 1, 30, 12), b.Weight("r", 1, 30, 10)], ("hidden_size", 10L));
            b.Output(b.Node("MatMul", [states, b.Weight("head", 10, 4)]));
        }),
        new("weights behind other nodes", b =>
        {
            var identity = b.Node("Identity", [b.Weight("w", Width, 3, 3, 3)]);
            var x = b.Relu(b.Node("Conv", [b.Input("x", 2, 3, 6, 6), identity], ("pads", new long[] { 1, 1, 1, 1 })));
            var half = b.Node("Cast", [b.Constant(HalfTensor.From("half", [Width, Width, 1, 1], Enumerable.Range(0, Width * Width).Select(i => MathF.Sin(i * i))))], ("to", 1L));
            var pooled = b.Node("Flatten", [b.Node("GlobalAveragePool", [b.Relu(b.Node("Conv", [x, half]))])]);
            var transposed = b.Node("Transpose", [b.Weight("t", 10, Width)], ("perm", new long[] { 1, 0 }));
            var shaped = b.Node("Reshape", [b.Weight("flat", 50), b.Int64s("matrix", 10, 5)]);
            b.Output(b.Node("MatMul", [b.Relu(b.Node("MatMul", [pooled, transposed])), shaped]));
        }),
        new("weights that are computed from constants", b =>
        {
            var scales = b.Node("Exp", [b.Node("Clip", [b.Uniform("scales", -2, 1, Width, 1, 1, 1), "", b.Constant("most", [], [0.5f])])]);
            var weights = b.Node("Mul", [b.Weight("w", Width, 3, 3, 3), scales]);
            var bias = b.Node("ScatterND", [b.Uniform("bias", -1, 1, Width), b.Int64s("rows", [2, 1], [3, 7]), b.Constant("zero", [2], [0, 0])]);
            var x = b.Relu(b.Node("Conv", [b.Input("x", 2, 3, 6, 6), weights, bias], ("pads", new long[] { 1, 1, 1, 1 })));
            var part = b.Node("Slice", [b.Weight("long", Width, 2 * Width, 1, 1), b.Int64s("start", Width), b.Int64s("end", long.MaxValue), b.Int64s("axis", 1)]);
            var gain = b.Node("Sqrt", [b.Node("Expand", [b.Uniform("gain", 0.5f, 2, 1, 1, 1), b.Int64s("shape", Width, 1, 1)])]);
            b.Output(b.Conv(b.Relu(b.Node("Mul", [b.Node("Conv", [x, part]), gain])), Width, 4, 1));
        }),
        .. Opsets.Select(opset => new Family($"opset {opset}", b => Versioned(b, opset)) { Opset = opset }),
    ];

    /// <summary>Operators whose attributes became inputs over time.</summary>
    private static void Versioned(ModelBuilder b, long opset)
    {
        var x = b.Relu(b.BatchNormalization(b.Conv(b.Input("x", 1, 3, 8, 8), 3, Width, 3), Width));
        var padded = opset < 11
            ? b.Node("Pad", [x], ("pads", new long[] { 0, 2, 1, 0, 0, 2, 0, 1 }), ("value", 0.5f))
            : b.Node("Pad", [x, b.Int64s("pads", 0, 2, 1, 0, 0, 2, 0, 1), b.Constant("value", [], [0.5f])]);
        var parts = opset < 13
            ? b.NodeMany("Split", [padded], 2, ("axis", 1L), ("split", new long[] { 10, 18 }))
            : b.NodeMany("Split", [padded, b.Int64s("sizes", 10, 18)], 2, ("axis", 1L));
        var sliced = opset < 10
            ? b.Node("Slice", [parts[1]], ("axes", new long[] { 1 }), ("starts", new long[] { 4 }), ("ends", new long[] { 14 }))
            : b.Node("Slice", [parts[1], b.Int64s("starts", 4), b.Int64s("ends", 14), b.Int64s("axes", 1)]);
        var clipped = opset < 11
            ? b.Node("Clip", [b.Add(parts[0], sliced)], ("min", 0f), ("max", 6f))
            : b.Node("Clip", [b.Add(parts[0], sliced), b.Constant("low", [], [0f]), b.Constant("high", [], [6f])]);
        var convolved = b.Conv(clipped, 10, Width, 3);
        var mean = opset < 18
            ? b.Node("ReduceMean", [convolved], ("axes", new long[] { 2, 3 }))
            : b.Node("ReduceMean", [convolved, b.Int64s("positions", 2, 3)]);
        var squeezed = opset < 13
            ? b.Node("Squeeze", [mean], ("axes", new long[] { 2, 3 }))
            : b.Node("Squeeze", [mean, b.Int64s("ones", 2, 3)]);
        b.Output(b.Node("Softmax", [b.Gemm(squeezed, Width, 5)], ("axis", 1L)));
    }

    private static string Silu(ModelBuilder b, string x) => b.Node("Mul", [x, b.Node("Sigmoid", [x])]);

    private static string Pool(ModelBuilder b, string x, long size) => b.Node(
        "MaxPool", [x], ("kernel_shape", new[] { size, size }), ("pads", new[] { size / 2, size / 2, size / 2, size / 2 }));
}
