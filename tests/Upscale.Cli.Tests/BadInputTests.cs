namespace Upscale.Cli.Tests;

/// <summary>Every wrong input has its own code, names its file, and leaves nothing behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly string _model;
    private readonly string _out;

    public BadInputTests()
    {
        _model = _folder.Save(Networks.Residual());
        _out = Path.Combine(Path.GetDirectoryName(_model)!, "out.onnx");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_model() => ExpectModelError("UPS1001", () => File.Delete(_model));

    [Fact]
    public void A_file_that_is_not_ONNX() => ExpectModelError("UPS1002", () => File.WriteAllText(_model, "Once upon a time there was a model."));

    [Fact]
    public void A_truncated_file() => ExpectModelError("UPS1003", () => File.WriteAllBytes(_model, File.ReadAllBytes(_model)[..^1000]));

    [Fact]
    public void An_unsupported_operator_set() => ExpectModelError("UPS1004", () => File.WriteAllBytes(_model, RawModel.Create(opset: 99, dataFile: null)));

    [Fact]
    public void Weights_in_a_file_that_is_missing() =>
        ExpectModelError("UPS1005", () => File.WriteAllBytes(_model, RawModel.Create(opset: 17, dataFile: "weights.bin")));

    [Theory]
    [InlineData("UPS1201", "--ratio", "1")]
    [InlineData("UPS1201", "--ratio", "-0.1")]
    [InlineData("UPS1201", "--ratio", "NaN")]
    [InlineData("UPS1202", "--criterion", "best")]
    [InlineData("UPS1203", "--round", "0")]
    [InlineData("UPS1204", "--criterion", "hrank")]
    [InlineData("UPS1601", "--round", "many")]
    [InlineData("UPS1601", "--ratio", "half")]
    [InlineData("UPS1601", "--mode", "free")]
    [InlineData("UPS1601", "--scope", "1")]
    [InlineData("UPS1601", "--colour", "red")]
    [InlineData("UPS1601", "--plan", "")]
    [InlineData("UPS1301", "--apply", "no such plan.json")]
    public void A_wrong_option(string code, string option, string value)
    {
        var run = Tool.Run("prune", _model, "-o", _out, option, value);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($" : error {code}: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["model.onnx"], Files());
    }

    [Fact]
    public void A_plan_of_another_model()
    {
        var other = _folder.Save(Networks.Unknown(), "other.onnx");
        var plan = _folder.Locate("plan.json");
        Assert.Equal(0, Tool.Run("prune", other, "-o", _folder.Locate("pruned.onnx"), "--plan", plan, "--no-verify").ExitCode);

        var run = Tool.Run("prune", _model, "-o", _out, "--apply", plan);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{_model} : error UPS1302: ", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_out));
    }

    [Fact]
    public void Calibration_data_that_are_not_there()
    {
        var run = Tool.Run("prune", _model, "-o", _out, "--criterion", "hrank", "--calibration", _folder.Locate("absent"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{_model} : error UPS1701: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_beside_what_it_decides() => Assert.Contains(
        "--ratio does not go with --apply", Tool.Run("prune", _model, "-o", _out, "--apply", "plan.json", "--ratio", "0.2").Error, StringComparison.Ordinal);

    [Fact]
    public void An_output_over_the_input() =>
        Assert.Contains(" : error UPS1603: ", Tool.Run("prune", _model, "-o", _model).Error, StringComparison.Ordinal);

    [Fact]
    public void An_output_that_is_a_folder() => Assert.StartsWith(
        $"{_folder.Path} : error UPS1013: ", Tool.Run("prune", _model, "-o", _folder.Path).Error, StringComparison.Ordinal);

    [Fact]
    public void No_arguments_at_all_and_no_such_command()
    {
        Assert.Equal(1, Tool.Run().ExitCode);
        Assert.Contains("UPS1601", Tool.Run("grow").Error, StringComparison.Ordinal);
        Assert.Contains("--output", Tool.Run("prune", _model).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_every_choice()
    {
        var run = Tool.Run("prune", "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            new[] { "bn|fpgm|hrank|l1|l2|lamp|variance|zeros", "unconstrained|constrained", "local|global", "count|auto", "--no-verify" },
            text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    private void ExpectModelError(string code, Action damage)
    {
        damage();
        var before = Files().ToArray();

        foreach (var run in new[] { Tool.Run("prune", _model, "-o", _out), Tool.Run("inspect", _model) })
        {
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith($"{_model} : error {code}: ", run.Error, StringComparison.Ordinal);
            Assert.Empty(run.Output);
        }

        Assert.Equal(before, Files());
    }

    private IEnumerable<string> Files() => Directory
        .EnumerateFileSystemEntries(Path.GetDirectoryName(_model)!)
        .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
