using Upscale.Execution.Verification;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Inspection;

namespace Upscale.Execution.Tests;

/// <summary>Every real model is pruned and equals its masked original.</summary>
public sealed class RealModelTests
{
    [SharedTheory]
    [SharedModelData]
    public void Pruned_with_default_rounding_it_verifies(string name) => PruneAndVerify(name, new() { Ratio = 0.3 });

    [SharedTheory]
    [SharedModelData]
    public void Pruned_to_the_exact_ratio_it_verifies_and_shrinks(string name)
    {
        var report = PruneAndVerify(name, new() { Ratio = 0.3, Round = 1 });

        Assert.True(report.After.Macs < report.Before.Macs);
        Assert.True(report.After.Parameters < report.Before.Parameters);
    }

    [SharedTheory]
    [SharedModelData]
    public void Pruned_to_shared_channels_it_verifies_and_adds_no_node(string name)
    {
        var report = PruneAndVerify(name, new() { Ratio = 0.3, Round = 1, Mode = PruningMode.Constrained });

        Assert.True(report.After.Nodes <= report.Before.Nodes);
    }

    [SharedTheory]
    [SharedModelData]
    public void Pruned_by_half_in_either_mode_it_verifies(string name)
    {
        PruneAndVerify(name, new() { Ratio = 0.5 });
        PruneAndVerify(name, new() { Ratio = 0.5, Mode = PruningMode.Constrained });
    }

    private static PruningReport PruneAndVerify(string name, PruningOptions options)
    {
        var model = Model.Load(SharedModels.Locate(name));
        var pruned = Pruner.Prune(model, options);

        var result = Verifier.Verify(model, pruned.Model, pruned.Plan, new() { Runs = 1 });

        result.RequirePassed(name);
        Assert.All(result.Outputs, output => Assert.Equal(OutputStrength.Varied, output.Strength));
        return pruned.Report;
    }
}
