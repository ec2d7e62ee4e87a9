namespace Upscale.Cli.Tests;

/// <summary>The tool as a process of its own, with and without ONNX Runtime beside it.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string OnnxRuntime = "Microsoft.ML.OnnxRuntime.dll";

    private readonly TemporaryDirectory _folder = new();
    private readonly string _model;
    private readonly string _out;

    public ProcessTests()
    {
        _model = _folder.Save(Networks.Residual());
        _out = _folder.Locate("out put.onnx");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_prunes_and_returns_zero()
    {
        var run = ChildProcess.Dotnet(Path.Combine(AppContext.BaseDirectory, "upscale.dll"), "prune", _model, "-o", _out).Run();

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.True(File.Exists(_out));
        Assert.Contains("equal", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_go_to_the_error_stream()
    {
        var run = ChildProcess.Dotnet(Path.Combine(AppContext.BaseDirectory, "upscale.dll"), "prune", _out, "-o", _model + ".out").Run();

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith($"{_out} : error UPS1001: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_ONNX_Runtime_everything_but_verification_and_calibration_works()
    {
        var tool = InstallWithoutRuntime();

        var samples = _folder.Write("samples.bin", "");
        var inspected = ChildProcess.Dotnet(tool, "inspect", _model).Run();
        var pruned = ChildProcess.Dotnet(tool, "prune", _model, "-o", _out, "--no-verify").Run();
        var calibrated = ChildProcess.Dotnet(tool, "prune", _model, "-o", _out + "3", "--no-verify", "--criterion", "hrank", "--calibration", samples).Run();
        var verified = ChildProcess.Dotnet(tool, "prune", _model, "-o", _out + "2").Run();

        Assert.True(inspected.ExitCode == 0, inspected.Transcript);
        Assert.True(pruned.ExitCode == 0, pruned.Transcript);
        Assert.Equal(1, calibrated.ExitCode);
        Assert.Contains("error UPS1403: ", calibrated.Error, StringComparison.Ordinal);
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("error UPS1403: ", verified.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_out + "2"));
    }

    [Fact]
    public void ONNX_Runtime_may_lie_elsewhere()
    {
        var tool = InstallWithoutRuntime();
        var native = Directory.EnumerateFiles(AppContext.BaseDirectory, "*onnxruntime.*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileNameWithoutExtension(file) is "libonnxruntime" or "onnxruntime")
            .Single(file => file.Contains(OperatingSystem.IsWindows() ? "win-x64" : OperatingSystem.IsMacOS() ? "osx-" : "linux-x64", StringComparison.Ordinal));
        var request = _folder.Write("request.txt", string.Join(
            '\n',
            "upscale-request\t1",
            $"onnxruntime\t{Uri.EscapeDataString(Path.Combine(AppContext.BaseDirectory, OnnxRuntime))}\t{Uri.EscapeDataString(native)}",
            $"model\t{Uri.EscapeDataString(_model)}",
            "option\tRatio\t0.4",
            $"output\tmodel\t{Uri.EscapeDataString(_out)}",
            $"output\treport\t{Uri.EscapeDataString(_out + ".json")}",
            ""));

        var run = ChildProcess.Dotnet(tool, "build", "--request", request).Run();

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Contains("\"passed\": true", File.ReadAllText(_out + ".json"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_this_machine_measured_is_used_when_it_is_asked_for()
    {
        var cache = new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = _folder.Locate("cache") };
        var tool = Path.Combine(AppContext.BaseDirectory, "upscale.dll");
        string[] prune = [tool, "prune", _model, "-o", _out, "--no-verify", "--profile", "auto"];

        var before = (ChildProcess.Dotnet(prune) with { Environment = cache }).Run();
        var profiled = (ChildProcess.Dotnet(tool, "profile", _model) with { Environment = cache }).Run();
        var after = (ChildProcess.Dotnet(prune) with { Environment = cache }).Run();

        Assert.Contains("costs: analytic", before.Output, StringComparison.Ordinal);
        Assert.True(profiled.ExitCode == 0, profiled.Transcript);
        Assert.Single(Directory.GetFiles(_folder.Locate("cache", "upscale-build")));
        Assert.Contains("costs: measured on ", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_ONNX_Runtime_nothing_measured_is_found()
    {
        var run = ChildProcess.Dotnet(InstallWithoutRuntime(), "prune", _model, "-o", _out, "--no-verify", "--profile", "auto", "--round", "auto").Run();

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Contains("costs: analytic", run.Output, StringComparison.Ordinal);
    }

    private string InstallWithoutRuntime()
    {
        var tool = Directory.CreateDirectory(_folder.Locate("tool"));
        var files = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Append(Path.Combine(AppContext.BaseDirectory, "upscale.runtimeconfig.json"));
        foreach (var file in files.Where(file => Path.GetFileName(file) != OnnxRuntime))
        {
            File.Copy(file, Path.Combine(tool.FullName, Path.GetFileName(file)));
        }

        return Path.Combine(tool.FullName, "upscale.dll");
    }
}
