using System.Text.Json;
using System.Text.RegularExpressions;
using Upscale.Build.Tests.Projects;
using Upscale.Pruning;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed partial class OptionTests(PackageFeed feed)
{
    [Fact]
    public void Metadata_reach_the_tool_and_a_model_that_must_be_faster_and_is_not_fails_the_build()
    {
        var project = new UserProject(feed, "options", "Options");
        project.Write("Program.cs", "return 0;");
        project.Write("side.onnx", TestModels.Classifier());
        project.Write("reads.onnx", TestModels.InnerOutput());
        project.Write("slow.onnx", TestModels.Copied());
        project.Write("warned.onnx", TestModels.Copied());
        project.Write("copies.json", Pruner.Prune(TestModels.Copied(), new() { Ratio = 0.01, Round = 1, Order = "none", Reads = ReadPolicy.Copy }).Plan.ToJson());
        project.Describe(
            """
            <PrunedModel Include="side.onnx" Side="output" Scope="global" Order="none" Criterion="lamp" Report="reports/side effects.json" />
            <PrunedModel Include="reads.onnx" Reads="whole" Order="upscale" Round="8" Profile="none" />
            <PrunedModel Include="slow.onnx" Plan="copies.json" RequireSpeedup="true" />
            <PrunedModel Include="warned.onnx" Plan="copies.json" Measure="true" />
            """,
            "<TreatWarningsAsErrors>false</TreatWarningsAsErrors><UpscaleDefaultRatio>0.3</UpscaleDefaultRatio>");

        var build = project.Build();

        Assert.True(build.ExitCode != 0, build.Transcript);
        Assert.True(build.Output.Contains("slow.onnx : error UPS1405: the pruned model is not faster here", StringComparison.Ordinal), build.Transcript);
        Assert.True(build.Output.Contains("warned.onnx : warning UPS1405: the pruned model is not faster here", StringComparison.Ordinal), build.Transcript);
        Assert.Equal("UPS1405", Assert.Single(Diagnostic().Matches(build.Output).Select(error => error.Groups["code"].Value).Distinct()));
        var files = UserProject.Files(project.Intermediate);
        Assert.Contains("warned.onnx", files);
        Assert.DoesNotContain(files, file => file.StartsWith("slow.", StringComparison.Ordinal) && !file.EndsWith(".request.txt", StringComparison.Ordinal));
        Assert.Equal("0.3 lamp output global 16 none cheapest", Report(project.Locate("reports", "side effects.json")));
        Assert.Equal("0.3 l2 input local 8 upscale whole", Report(Path.Combine(project.Intermediate, "reads.report.json")));
        Assert.DoesNotContain("side.report.json", files);
    }

    [GeneratedRegex(@": (error|warning) (?<code>\w+):")]
    private static partial Regex Diagnostic();

    private static string Report(string path)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        var options = report.RootElement.GetProperty("options");
        return string.Join(' ', new[] { "ratio", "criterion", "side", "scope", "round", "order", "reads" }.Select(option => options.GetProperty(option).ToString()));
    }
}
