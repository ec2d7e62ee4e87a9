using System.Text.Json;

namespace Upscale.Cli.Tests.Commands;

public sealed class InspectCommandTests
{
    [Fact]
    public void Tables_show_segments_consumers_and_pins()
    {
        using var folder = new TemporaryDirectory();

        var run = Tool.Run("inspect", folder.Save(Networks.Residual()));

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.All(
            new[] { "parameters", "prunable share", "segment", "consumer", "graph output" },
            text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("…", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line.TrimEnd('\r')));
    }

    [Fact]
    public void Json_says_the_same()
    {
        using var folder = new TemporaryDirectory();

        var run = Tool.Run("inspect", folder.Save(Networks.Residual()), "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(3, json.RootElement.GetProperty("consumers").GetArrayLength());
        Assert.True(json.RootElement.GetProperty("segments").GetArrayLength() > 0);
        Assert.Contains("graph output", json.RootElement.GetProperty("pins").EnumerateArray().Select(pin => pin.GetProperty("reason").GetString()));
        Assert.True(json.RootElement.GetProperty("prunableMultiplyAdds").GetInt64() > 0);
    }

    [SharedTheory]
    [SharedModelData]
    public void Real_models_are_inspected(string name)
    {
        var run = Tool.Run("inspect", SharedModels.Locate(name));

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Contains("prunable share", run.Output, StringComparison.Ordinal);
    }
}
