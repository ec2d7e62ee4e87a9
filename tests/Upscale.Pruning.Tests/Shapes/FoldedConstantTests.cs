using Upscale.Onnx;
using Upscale.Pruning.Shapes;
using Upscale.Pruning.Tests.Channels.Perturbation;

namespace Upscale.Pruning.Tests.Shapes;

/// <summary>Folded constants against what ONNX Runtime computes.</summary>
public sealed class FoldedConstantTests
{
    /// <summary>The runtime approximates transcendental functions; everything else is rounded once.</summary>
    private const float RelativeError = 2e-6f;

    private static readonly string[] Unary =
        ["Abs", "Ceil", "Exp", "Floor", "Neg", "Reciprocal", "Relu", "Sqrt"];

    private static readonly string[] Binary = ["Add", "Sub", "Mul", "Div", "Max", "Min"];

    private static readonly Dictionary<string, Func<ModelBuilder, string>> Cases = new(
    [
        .. Unary.Select(op => Case(op, b => b.Node(op, [Positive(b, "x", 3, 4)]))),
        .. Unary.Except(["Sqrt"]).Select(op => Case($"{op} of both signs", b => b.Node(op, [Signed(b, "x", 3, 4)]))),
        .. Binary.Select(op => Case(op, b => b.Node(op, [Positive(b, "x", 3, 4), Positive(b, "y", 3, 4)]))),
        .. Binary.Select(op => Case($"{op}, broadcast to the left", b => b.Node(op, [Positive(b, "x", 4), Positive(b, "y", 2, 3, 1)]))),
        .. Binary.Select(op => Case($"{op}, broadcast to a scalar", b => b.Node(op, [Positive(b, "x", 3, 1, 4), Positive(b, "y")]))),
        Case("Clip", b => b.Node("Clip", [Signed(b, "x", 3, 4), b.Constant("low", [], [-0.5f]), b.Constant("high", [], [0.25f])])),
        Case("Clip from below", b => b.Node("Clip", [Signed(b, "x", 3, 4), b.Constant("low", [], [-0.5f])])),
        Case("Clip from above", b => b.Node("Clip", [Signed(b, "x", 3, 4), "", b.Constant("high", [], [0.25f])])),
        Case("Expand", b => b.Node("Expand", [Signed(b, "x", 3, 1), b.Int64s("shape", 2, 1, 4)])),
        Case("Concat", b => b.Concat(0, Signed(b, "x", 2, 3), Signed(b, "y", 1, 3))),
        Case("Concat along an inner axis, one operand twice", b => b.Concat(-2, Signed(b, "x", 2, 3, 2), Signed(b, "y", 2, 1, 2), "x")),
        Case("Slice", b => b.Node("Slice", [Signed(b, "x", 5, 6), b.Int64s("starts", 1, -1), b.Int64s("ends", 4, -6), b.Int64s("axes", 0, 1), b.Int64s("steps", 1, -2)])),
        Case("ScatterND", b => b.Node("ScatterND", [Signed(b, "x", 4, 3), b.Int64s("rows", [2, 1], [3, -4]), Signed(b, "y", 2, 3)])),
        Case("ScatterND of elements", b => b.Node("ScatterND", [Signed(b, "x", 4, 3), b.Int64s("elements", [2, 2], [0, 1, -1, -1]), Signed(b, "y", 2)])),
        Case("a chain", b => b.Node("Exp", [b.Node("Min", [b.Node("Mul", [Signed(b, "x", 3, 1, 1), Signed(b, "y", 1)]), b.Constant("most", [], [0.1f])])])),
    ]);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_of_constants_is_the_constant_that_the_runtime_computes(string name)
    {
        var builder = new ModelBuilder(seed: 3);
        var made = Cases[name](builder);
        builder.Output(builder.Node("Mul", [made, builder.Input("one", 1)]));
        var model = builder.Build();
        var (folded, _) = ConstantFolding.Run(model);
        using var run = new ModelRun(model);
        var expected = run.Run([Tensor.FromFloats("one", [1], [1])]).Values.Single();

        var actual = folded.Graph.Nodes.Single(node => node.OpType == "Mul" && node.Inputs.Any(input => input!.IsGraphInput)).Input(0)!.Constant!;

        Assert.Equal(expected.Dims.AsEnumerable(), actual.Dims.Length == 0 ? [1] : actual.Dims);
        Assert.All(expected.ToFloats().Zip(actual.ToFloats()), pair => Assert.InRange(MathF.Abs(pair.First - pair.Second), 0, RelativeError * MathF.Abs(pair.First)));
    }

    /// <summary>As exporters without constant folding write scales.</summary>
    [Fact]
    public void Scales_that_are_joined_are_known()
    {
        var builder = new ModelBuilder();
        var scales = builder.Concat(0, builder.Constant("kept", [2], [1, 1]), builder.Constant("doubled", [2], [2, 2]));
        var x = builder.Node("Resize", [builder.Conv(builder.Input("x", 1, 3, 4, 4), 3, 32, 1), "", scales]);
        builder.Output(builder.Conv(x, 32, 8, 1));
        var model = builder.Build();

        var result = Pruner.Prune(model, new() { Ratio = 0.5, Round = 1 });

        Assert.DoesNotContain(result.Plan.Refusals, refusal => refusal.Reason.Contains("Resize", StringComparison.Ordinal));
        Assert.Equal(16, result.Plan.Consumers.Single().Kept.Length);
        Rewriting.Oracle.AssertEqual(model, result);
    }

    [Fact]
    public void A_constant_that_would_make_the_model_much_larger_is_left_to_run_time()
    {
        var builder = new ModelBuilder();
        var sum = builder.Node("Add", [builder.Uniform("rows", -1, 1, 1000, 1), builder.Uniform("columns", -1, 1, 1000)]);
        var table = builder.Node("Expand", [sum, builder.Int64s("shape", 1000, 1000)]);
        builder.Output(builder.Node("Mul", [table, builder.Input("x", 1)]));

        Assert.Equal(["Add", "Expand", "Mul"], ConstantFolding.Run(builder.Build()).Model.Graph.Nodes.Select(node => node.OpType));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-6)]
    public void An_index_out_of_range_is_left_to_run_time(long row)
    {
        var builder = new ModelBuilder();
        var scattered = builder.Node("ScatterND", [Signed(builder, "x", 5, 3), builder.Int64s("row", [1, 1], [row]), Signed(builder, "y", 1, 3)]);
        builder.Output(builder.Node("Mul", [scattered, builder.Input("x", 1)]));

        Assert.Equal(["ScatterND", "Mul"], ConstantFolding.Run(builder.Build()).Model.Graph.Nodes.Select(node => node.OpType));
    }

    private static KeyValuePair<string, Func<ModelBuilder, string>> Case(string name, Func<ModelBuilder, string> build) => new(name, build);

    private static string Positive(ModelBuilder b, string name, params long[] dims) => b.Uniform(name, 0.1f, 3, dims);

    private static string Signed(ModelBuilder b, string name, params long[] dims) => b.Uniform(name, -2, 2, dims);
}
