using System.Text.Json;
using Upscale.Onnx;
using Upscale.Pruning.Inspection;
using Upscale.Pruning.Plans;

namespace Upscale.Cli.Tests.Commands;

public sealed class PruneCommandTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly string _model;

    public PruneCommandTests() => _model = _folder.Save(Networks.Residual());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_prunes_verifies_and_writes()
    {
        var (pruned, plan, report) = (Out("pruned.onnx"), Out("plan.json"), Out("report.json"));

        var run = Tool.Run("prune", _model, "--ratio", "0.5", "-o", pruned, "--plan", plan, "--report", report, "--round", "1", "--details");

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Empty(run.Error);
        Assert.Contains("equal", run.Output, StringComparison.Ordinal);
        Assert.Contains("after/before", run.Output, StringComparison.Ordinal);
        Assert.Contains("realisation", run.Output, StringComparison.Ordinal);
        Assert.True(new FileInfo(pruned).Length < new FileInfo(_model).Length);
        Assert.NotEmpty(PruningPlan.Load(plan).Consumers);
        Assert.Equal(["model.onnx", "plan.json", "pruned.onnx", "report.json"], Files());
        Assert.Equal(0, Tool.Run("verify", _model, pruned, "--plan", plan).ExitCode);
    }

    [Fact]
    public void An_input_comes_from_a_pruned_model_as_it_lies_there()
    {
        var encoder = new ModelBuilder();
        var features = encoder.Relu(encoder.Conv(encoder.Input("image", 1, 3, 8, 8), 3, 4, 1));
        encoder.Output(features, 1, 4, 8, 8);
        encoder.Metadata($"upscale.output.{features}.order", "1:3,1,0,2");
        var head = new ModelBuilder();
        head.Output(head.Conv(head.Relu(head.Conv(head.Input("a=b:c", 1, 4, 8, 8), 4, 32, 3)), 32, 8, 1), 1, 8, 8, 8);
        var (first, second) = (_folder.Locate("front.onnx"), _folder.Locate("head.onnx"));
        encoder.Build().Save(first);
        head.Build().Save(second);

        var run = Tool.Run("prune", second, "-o", Out("pruned.onnx"), "--plan", Out("plan.json"), "--inputs-from", $"a=b:c={first}:{features}");

        Assert.True(run.ExitCode == 0, run.Transcript);
        var pruned = Model.Load(Out("pruned.onnx"));
        Assert.Equal("1:3,1,0,2", pruned.Metadata["upscale.input.a=b:c.order"]);
        Assert.DoesNotContain(pruned.Graph.Nodes, node => node.OpType == "Gather");
        Assert.Equal(0, Tool.Run("verify", second, Out("pruned.onnx"), "--plan", Out("plan.json"), "--inputs-from", $"{first}:{features}").ExitCode);
        Assert.Contains("UPS1211", Tool.Run("prune", second, "-o", Out("other.onnx"), "--inputs-from", "nowhere.onnx:y").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_has_the_figures_of_the_files()
    {
        var (pruned, report) = (Out("pruned.onnx"), Out("report.json"));

        Assert.Equal(0, Tool.Run("prune", _model, "-o", pruned, "--report", report).ExitCode);

        using var json = JsonDocument.Parse(File.ReadAllText(report));
        var (before, after) = (json.RootElement.GetProperty("before"), json.RootElement.GetProperty("after"));
        Assert.Equal("model.onnx", json.RootElement.GetProperty("model").GetString());
        Assert.Equal(new FileInfo(_model).Length, before.GetProperty("fileBytes").GetInt64());
        Assert.Equal(new FileInfo(pruned).Length, after.GetProperty("fileBytes").GetInt64());
        Assert.Equal(ModelFigures.Of(Model.Load(pruned)).Macs, after.GetProperty("multiplyAdds").GetInt64());
        Assert.True(json.RootElement.GetProperty("verification").GetProperty("passed").GetBoolean());
        Assert.Equal("l2", json.RootElement.GetProperty("options").GetProperty("criterion").GetString());
    }

    [Theory]
    [InlineData("--measure")]
    [InlineData("--require-speedup")]
    [InlineData("--profile")]
    public void Measuring_shows_both_latencies_and_says_when_the_pruned_model_is_not_faster(string option)
    {
        var pruned = Out("pruned.onnx");
        string[] options = option == "--profile" ? [option, Profiles.Save(_folder, block: 8)] : [option];
        var run = Tool.Run(["prune", _model, "-o", pruned, .. options]);

        var isRefused = run.ExitCode != 0;
        Assert.Equal(option == "--require-speedup" && run.Error.Contains("error UPS1405", StringComparison.Ordinal), isRefused);
        Assert.Equal(isRefused, !File.Exists(pruned));
        Assert.Equal(isRefused, !run.Output.Contains("fastest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hrank")]
    [InlineData("variance")]
    public void Calibration_data_are_run_through_the_model(string criterion)
    {
        var samples = _folder.Locate("samples");
        Directory.CreateDirectory(samples);
        File.WriteAllBytes(Path.Combine(samples, "image.bin"), [.. Enumerable.Range(0, 2 * 3 * 8 * 8).SelectMany(i => BitConverter.GetBytes(MathF.Sin(i)))]);

        var run = Tool.Run("prune", _model, "--criterion", criterion, "--calibration", samples, "-o", Out("pruned.onnx"), "--plan", Out("plan.json"), "--round", "1");

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Equal(0, Tool.Run("prune", _model, "-o", Out("l2.onnx"), "--plan", Out("l2.json"), "--round", "1").ExitCode);
        Assert.NotEqual(File.ReadAllText(Out("l2.json")), File.ReadAllText(Out("plan.json")));
    }

    [Fact]
    public void An_applied_plan_gives_the_same_bytes()
    {
        var (first, second, plan) = (Out("first.onnx"), Out("second.onnx"), Out("plan.json"));

        Assert.Equal(0, Tool.Run("prune", _model, "--criterion", "l1", "--mode", "constrained", "--scope", "global", "-o", first, "--plan", plan).ExitCode);
        Assert.Equal(0, Tool.Run("prune", _model, "--apply", plan, "-o", second).ExitCode);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void The_same_arguments_give_the_same_bytes_and_text()
    {
        string[] once = ["prune", _model, "-o", Out("a.onnx"), "--plan", Out("a.json"), "--report", Out("a.report.json"), "--details"];
        string[] again = ["prune", _model, "-o", Out("b.onnx"), "--plan", Out("b.json"), "--report", Out("b.report.json"), "--details"];

        Assert.Equal(Tool.Run(once).Output, Tool.Run(again).Output);

        Assert.Equal(File.ReadAllBytes(Out("a.onnx")), File.ReadAllBytes(Out("b.onnx")));
        Assert.Equal(File.ReadAllText(Out("a.json")), File.ReadAllText(Out("b.json")));
        Assert.Equal(File.ReadAllText(Out("a.report.json")), File.ReadAllText(Out("b.report.json")));
    }

    [Fact]
    public void This_machines_block_can_be_asked_for() =>
        Assert.Equal(0, Tool.Run("prune", _model, "-o", Out("pruned.onnx"), "--round", "auto", "--preserve-output-order").ExitCode);

    [Fact]
    public void A_profile_that_is_asked_for_gives_costs_and_block_and_the_report_says_so()
    {
        var profile = Profiles.Save(_folder, block: 4);

        var run = Tool.Run("prune", _model, "-o", Out("pruned.onnx"), "--report", Out("report.json"), "--profile", profile, "--round", "auto", "--measure", "false");

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.DoesNotContain("fastest", run.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(Out("report.json")));
        Assert.Equal("measured on processor, runtime, 1 thread", json.RootElement.GetProperty("costs").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("options").GetProperty("round").GetInt32());
        Assert.Contains("costs: measured on processor, runtime, 1 thread", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--profile", "none")]
    public void Without_one_costs_are_analytic(params string[] profile)
    {
        var run = Tool.Run(["prune", _model, "-o", Out("pruned.onnx"), "--report", Out("report.json"), .. profile]);

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Contains("\"costs\": \"analytic\"", File.ReadAllText(Out("report.json")), StringComparison.Ordinal);
        Assert.Contains("costs: analytic", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Slow_copies_in_the_profile_keep_consumers_from_copying()
    {
        var model = _folder.Save(Networks.Fork());
        string[] arguments = ["prune", model, "-o", Out("pruned.onnx"), "--criterion", "zeros", "--round", "1", "--details", "--measure", "false"];

        var cheap = Tool.Run([.. arguments, "--profile", Profiles.Save(_folder, block: 8, copySeconds: 1e-9)]);
        var dear = Tool.Run([.. arguments, "--profile", Profiles.Save(_folder, block: 8, copySeconds: 10)]);

        Assert.Contains("slice", cheap.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("slice", dear.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_cannot_be_read_is_named()
    {
        var run = Tool.Run("prune", _model, "-o", Out("pruned.onnx"), "--profile", Out("absent.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{Out("absent.json")} : error UPS1407: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_output_is_replaced()
    {
        File.WriteAllText(Out("pruned.onnx"), "old");

        Assert.Equal(0, Tool.Run("prune", _model, "-o", Out("pruned.onnx")).ExitCode);

        Assert.NotEqual("old", File.ReadAllText(Out("pruned.onnx")));
    }

    [Fact]
    public void What_cannot_be_verified_is_not_written()
    {
        var model = _folder.Save(Networks.Unknown());
        File.WriteAllText(Out("pruned.onnx"), "old");

        var run = Tool.Run("prune", model, "-o", Out("pruned.onnx"), "--plan", Out("plan.json"), "--report", Out("report.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{model} : error UPS1402: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["model.onnx", "pruned.onnx"], Files());
        Assert.Equal("old", File.ReadAllText(Out("pruned.onnx")));
    }

    [Fact]
    public void Verification_can_be_switched_off()
    {
        var run = Tool.Run("prune", _folder.Save(Networks.Unknown()), "-o", Out("pruned.onnx"), "--no-verify");

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.DoesNotContain("verified", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void When_one_output_cannot_be_written_none_is()
    {
        var run = Tool.Run("prune", _model, "-o", Out("pruned.onnx"), "--plan", Out("missing", "plan.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{Out("missing", "plan.json")} : error UPS1013: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["model.onnx"], Files());
    }

    private string Out(params string[] parts) => _folder.Locate([Tool.AwkwardFolder, .. parts]);

    private IEnumerable<string> Files() => Directory
        .EnumerateFileSystemEntries(_folder.Locate(Tool.AwkwardFolder), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
