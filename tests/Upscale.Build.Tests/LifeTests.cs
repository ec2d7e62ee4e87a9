using System.Globalization;
using System.Text;
using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class LifeTests(PackageFeed feed)
{
    private const string ToolStart = "upscale.dll build --request";

    // The pruned model computes the same sums in another order: single precision, relative to the largest value.
    private const double Tolerance = 1e-4;

    private readonly ProjectLife _life = feed.Life;

    [Fact]
    public void One_item_makes_a_model_a_plan_a_report_and_a_class()
    {
        Succeeded(_life.FirstBuild);
        Assert.Equal(
            [
                "inner-output.onnx", "inner-output.plan.json", "inner-output.report.json", "inner-output.signature.txt",
                "model.onnx", "model.plan.json", "model.report.json", "model.signature.txt",
            ],
            _life.FirstFiles.Keys);
    }

    [Fact]
    public void One_start_of_the_tool_serves_all_models() => Assert.Equal(1, Starts(_life.FirstBuild));

    [Fact]
    public void The_generated_classes_compute_what_the_masked_models_compute_in_logical_order()
    {
        Succeeded(_life.Run);
        var differences = _life.Run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(line => line.Split(' ')[0], line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

        Assert.Equal(["features", "model"], differences.Keys.Order(StringComparer.Ordinal));
        Assert.All(differences.Values, difference => Assert.InRange(difference, 0, Tolerance));
    }

    [Fact]
    public void An_output_that_is_read_inside_is_permuted_and_its_signature_says_how()
    {
        var signature = Encoding.UTF8.GetString(Convert.FromBase64String(_life.FirstFiles["inner-output.signature.txt"]));

        Assert.Contains("\norder\t", signature, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_build_starts_no_tool()
    {
        Succeeded(_life.SecondBuild);
        Assert.Equal(0, Starts(_life.SecondBuild));
    }

    [Fact]
    public void Saving_the_project_file_starts_no_tool()
    {
        Succeeded(_life.TouchedBuild);
        Assert.Equal(0, Starts(_life.TouchedBuild));
    }

    [Fact]
    public void Another_ratio_prunes_that_model_again_and_no_other()
    {
        Succeeded(_life.OtherRatioBuild);
        Assert.Equal(1, Starts(_life.OtherRatioBuild));
        Assert.Contains("model.onnx pruned", _life.OtherRatioBuild.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("inner-output.onnx pruned", _life.OtherRatioBuild.Output, StringComparison.Ordinal);
        Assert.NotEqual(_life.FirstFiles["model.onnx"], _life.OtherRatioFiles["model.onnx"]);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("inner-output.onnx")]
    [InlineData("model.report.json")]
    public void Publishing_carries_the_models_and_the_reports_that_are_wanted(string file)
    {
        Succeeded(_life.PublishResult);
        Assert.Contains(file, _life.Published);
    }

    [Fact]
    public void Cleaning_leaves_nothing_of_it()
    {
        Succeeded(_life.CleanResult);
        Assert.DoesNotContain(_life.LeftByClean, file => new[] { "model", "output", "entry" }.Any(part => file.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_design_time_build_describes_the_models_and_prunes_none()
    {
        Succeeded(_life.DesignTimeBuild);
        Assert.Contains("model.design.signature.txt", _life.DesignTimeFiles);
        Assert.DoesNotContain("model.onnx", _life.DesignTimeFiles);
        Assert.DoesNotContain("model.signature.txt", _life.DesignTimeFiles);
        Assert.Contains("_UpscaleDescribe", _life.DesignTimeLog.Targets);
        Assert.DoesNotContain("_UpscalePrune", _life.DesignTimeLog.Targets);
    }

    [Fact]
    public void Building_twice_gives_the_same_bytes()
    {
        Succeeded(_life.LastBuild);
        Assert.Equal(_life.FirstFiles, _life.LastFiles);
    }

    private static void Succeeded(ChildProcessResult result) => Assert.True(result.ExitCode == 0, result.Transcript);

    private static int Starts(ChildProcessResult build) => build.Output.Split(ToolStart).Length - 1;
}
