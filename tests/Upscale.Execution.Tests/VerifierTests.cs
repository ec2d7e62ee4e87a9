using Upscale.Execution.Verification;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Rewriting;

namespace Upscale.Execution.Tests;

public sealed class VerifierTests
{
    private static readonly PruningOptions Exact = new() { Ratio = 0.4, Round = 1 };

    [Theory]
    [InlineData(PruningMode.Unconstrained)]
    [InlineData(PruningMode.Constrained)]
    public void A_pruned_model_equals_its_masked_original(PruningMode mode)
    {
        var model = Networks.Residual();
        var pruned = Pruner.Prune(model, Exact with { Mode = mode });

        var result = Verifier.Verify(model, pruned.Model, pruned.Plan);

        var output = Assert.Single(result.Outputs);
        Assert.True(result.Passed);
        Assert.True(pruned.Report.After.Parameters < pruned.Report.Before.Parameters);
        Assert.Equal(OutputStrength.Varied, output.Strength);
        Assert.True(output.LargestError <= output.Tolerance && output.LargestMagnitude > 0);
        result.RequirePassed(null);
    }

    [Fact]
    public void One_changed_weight_is_found()
    {
        var model = Networks.Residual();
        var pruned = Pruner.Prune(model, Exact);

        var result = Verifier.Verify(model, Networks.WithOneWeight(pruned.Model, weight => weight + 0.1f), pruned.Plan);

        var failure = Assert.Throws<UpscaleException>(() => result.RequirePassed("model.onnx"));
        Assert.Equal("UPS1401", failure.Code);
        Assert.Equal("model.onnx", failure.File);
        Assert.Contains(model.Graph.Outputs[0].Name, failure.Message, StringComparison.Ordinal);
        Assert.Contains("largest error", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Values_that_are_not_finite_never_equal(float value)
    {
        var model = Networks.WithOneWeight(Networks.Residual(), _ => value);
        var pruned = Pruner.Prune(model, Exact with { Ratio = 0 });

        var output = Assert.Single(Verifier.Verify(model, pruned.Model, pruned.Plan).Outputs);

        Assert.False(output.Passed);
        Assert.Equal(OutputStrength.NotFinite, output.Strength);
        Assert.True(double.IsNaN(output.LargestError));
    }

    [Fact]
    public void The_plan_of_another_ratio_is_found()
    {
        var model = Networks.Residual();
        var pruned = Pruner.Prune(model, Exact);
        var other = Pruner.Prune(model, Exact with { Ratio = 0.6 });

        Assert.False(Verifier.Verify(model, pruned.Model, other.Plan).Passed);
    }

    [Fact]
    public void Another_models_plan_is_refused()
    {
        var other = Pruner.Prune(Networks.SharedFeatures(), Exact);

        var failure = Assert.Throws<UpscaleException>(() => Verifier.Verify(Networks.Residual(), other.Model, other.Plan));

        Assert.Equal("UPS1302", failure.Code);
    }

    [Fact]
    public void Other_outputs_and_inputs_are_named()
    {
        var model = Networks.Residual();
        var pruned = Pruner.Prune(model, Exact);

        var noOutput = Assert.Single(Verifier.Verify(model, Networks.SharedFeatures(), pruned.Plan).Outputs);
        var newInput = Assert.Single(Verifier.Verify(model, Networks.Embedding(), pruned.Plan).Outputs);

        Assert.False(noOutput.Passed);
        Assert.NotNull(noOutput.Obstacle);
        Assert.Contains("'words'", newInput.Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorded_channel_order_is_undone()
    {
        var model = Networks.SharedFeatures();
        var pruned = Pruner.Prune(model, Exact with { Ratio = 0.75 });
        var features = model.Graph.Outputs[2].Name;
        var order = OutputOrder.Read(pruned.Model, features);
        Assert.NotNull(order);

        Assert.True(Verifier.Verify(model, pruned.Model, pruned.Plan).Passed);

        var patch = new ModelPatch(pruned.Model);
        patch.SetMetadata($"upscale.output.{features}.order", "1:" + string.Join(',', Enumerable.Range(0, Networks.FeatureWidth)));
        var outputs = Verifier.Verify(model, patch.Apply(), pruned.Plan).Outputs;
        Assert.Equal([true, true, false], outputs.Select(output => output.Passed));
    }

    [Fact]
    public void Half_precision_has_a_tolerance_of_its_own()
    {
        var model = Networks.HalfPrecision();
        var pruned = Pruner.Prune(model, Exact);

        var output = Assert.Single(Verifier.Verify(model, pruned.Model, pruned.Plan).Outputs);

        Assert.True(output.Passed);
        Assert.Equal(1e-2 * output.LargestMagnitude, output.Tolerance);
    }

    [Fact]
    public void Quantisation_inside_has_the_tolerance_of_its_steps()
    {
        var builder = new ModelBuilder();
        var hidden = builder.Relu(builder.Conv(builder.Input("image", 1, 3, 8, 8), 3, 16, 3));
        var scale = builder.Constant("scale", [], [0.02f]);
        var features = builder.Node("DequantizeLinear", [builder.Node("QuantizeLinear", [hidden, scale]), scale]);
        builder.Output(builder.Conv(features, 16, 8, 3), 1, 8, 8, 8);
        var model = builder.Build();
        var pruned = Pruner.Prune(model, Exact);

        var output = Assert.Single(Verifier.Verify(model, pruned.Model, pruned.Plan).Outputs);

        Assert.True(output.Passed);
        Assert.Equal(1e-2 * output.LargestMagnitude, output.Tolerance);
    }

    [Fact]
    public void Free_sizes_are_chosen()
    {
        var model = Networks.Residual(Dim.Symbolic("N"), Dim.Symbolic("height"), Dim.Unknown);
        var pruned = Pruner.Prune(model, Exact);

        Assert.True(Verifier.Verify(model, pruned.Model, pruned.Plan).Passed);
    }

    [Fact]
    public void Free_sizes_that_the_weights_fix_are_found()
    {
        var model = Networks.FixedByItsWeights();
        var pruned = Pruner.Prune(model, Exact);

        Assert.True(Verifier.Verify(model, pruned.Model, pruned.Plan).Passed);
    }

    [Fact]
    public void Indices_stay_within_what_the_model_accepts()
    {
        var model = Networks.Embedding();
        var pruned = Pruner.Prune(model, Exact);

        Assert.True(pruned.Report.After.Parameters < pruned.Report.Before.Parameters);
        Assert.True(Verifier.Verify(model, pruned.Model, pruned.Plan).Passed);
    }

    [Fact]
    public void A_saturated_output_gets_inputs_of_another_scale()
    {
        var builder = new ModelBuilder();
        var image = builder.Input("image", 1, 3, 8, 8);
        var hidden = builder.Relu(builder.Conv(image, 3, 16, 3));
        var shifted = builder.Node("Sub", [builder.Conv(hidden, 16, 8, 3), builder.Constant("threshold", [], [3f])]);
        builder.Output(builder.Relu(shifted), 1, 8, 8, 8);
        var model = builder.Build();
        var pruned = Pruner.Prune(model, Exact);

        var output = Assert.Single(Verifier.Verify(model, pruned.Model, pruned.Plan).Outputs);

        Assert.True(output.Passed);
        Assert.Equal(OutputStrength.Varied, output.Strength);
    }

    [Fact]
    public void An_output_that_never_varies_is_reported()
    {
        var builder = new ModelBuilder();
        var image = builder.Input("image", 1, 3, 8, 8);
        var convolved = builder.Conv(builder.Relu(builder.Conv(image, 3, 16, 3)), 16, 8, 3);
        builder.Output(builder.Node("Mul", [convolved, builder.Constant("zero", [], [0f])]), 1, 8, 8, 8);
        var model = builder.Build();
        var pruned = Pruner.Prune(model, Exact);

        var output = Assert.Single(Verifier.Verify(model, pruned.Model, pruned.Plan).Outputs);

        Assert.True(output.Passed);
        Assert.Equal(OutputStrength.Degenerate, output.Strength);
    }

    [Fact]
    public void A_model_that_does_not_run_says_so()
    {
        var builder = new ModelBuilder();
        var hidden = builder.Conv(builder.Input("image", 1, 3, 8, 8), 3, 16, 3);
        builder.Output(builder.Node("com.example::Invention", [hidden]), 1, 16, 8, 8);
        var model = builder.Build();
        var pruned = Pruner.Prune(model, Exact);

        var failure = Assert.Throws<UpscaleException>(() => Verifier.Verify(model, pruned.Model, pruned.Plan));

        Assert.Equal("UPS1402", failure.Code);
        Assert.Contains("Invention", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures()
    {
        var model = Networks.Residual();
        var pruned = Pruner.Prune(model, Exact);

        Assert.Equal(
            Verifier.Verify(model, pruned.Model, pruned.Plan, new() { Seed = 5 }).Outputs.AsEnumerable(),
            Verifier.Verify(model, pruned.Model, pruned.Plan, new() { Seed = 5 }).Outputs);
    }
}
