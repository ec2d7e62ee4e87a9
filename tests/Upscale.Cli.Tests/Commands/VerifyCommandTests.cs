using Upscale.Onnx;

namespace Upscale.Cli.Tests.Commands;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly string _model;
    private readonly string _pruned;
    private readonly string _plan;

    public VerifyCommandTests()
    {
        _model = _folder.Save(Networks.Residual());
        _pruned = _folder.Locate("pruned.onnx");
        _plan = _folder.Locate("plan.json");
        Assert.Equal(0, Tool.Run("prune", _model, "--round", "1", "-o", _pruned, "--plan", _plan, "--no-verify").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equal_models_pass()
    {
        var run = Tool.Run("verify", _model, _pruned, "--plan", _plan);

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Contains("equal", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_fails_and_shows_the_figures()
    {
        var model = Model.Load(_pruned);
        var gemm = model.Graph.Nodes.Single(node => node.OpType == "Gemm");
        var weights = gemm.Input(1)!.Constant!;
        var values = weights.ToFloats();
        values[0] += 1;
        var patch = new ModelPatch(model);
        patch.SetInput(gemm, 1, patch.AddInitializer(Tensor.FromFloats("damaged", weights.Dims, values)));
        patch.Apply().Save(_pruned);

        var run = Tool.Run("verify", _model, _pruned, "--plan", _plan);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("differs", run.Output, StringComparison.Ordinal);
        Assert.StartsWith($"{_pruned} : error UPS1401: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_is_none_is_named()
    {
        File.WriteAllText(_plan, "{}");

        var run = Tool.Run("verify", _model, _pruned, "--plan", _plan);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{_plan} : error UPS1301: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_is_required() => Assert.Contains("UPS1601", Tool.Run("verify", _model, _pruned).Error, StringComparison.Ordinal);
}
