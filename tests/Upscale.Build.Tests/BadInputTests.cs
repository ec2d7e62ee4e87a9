using Upscale.Build.Tests.Items;
using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class BadInputTests(PackageFeed feed)
{
    [Fact]
    public void Each_bad_input_has_its_error_and_leaves_nothing_half_written()
    {
        var project = new UserProject(feed, "bad", "Bad");
        var bytes = TestModels.Classifier().ToBytes();
        project.Write("Program.cs", "return 0;");
        foreach (var name in new[] { "good", "ratio", "mode", "criterion", "round", "calibration" })
        {
            File.WriteAllBytes(project.Locate(name + ".onnx"), bytes);
        }

        project.Write("text.onnx", "this is no model, it only has the name of one");
        File.WriteAllBytes(project.Locate("cut.onnx"), bytes[..(bytes.Length / 2)]);
        project.Write("nan.onnx", TestModels.NotANumber());
        File.WriteAllBytes(project.Locate("lost.onnx"), ExternalModel.Complete("lost.bin"));

        project.Describe("""
            <PrunedModel Include="good.onnx;absent.onnx" />
            <PrunedModel Include="ratio.onnx" ClassName="Good" />
            <PrunedModel Include="mode.onnx" ClassName="1st" />
            """);
        var items = project.Build();
        Reports(items, "Bad.csproj : error UPS1501: PrunedModel 'absent.onnx'");
        Reports(items, "Bad.csproj : error UPS1502: PrunedModel 'ratio.onnx'");
        Reports(items, "Bad.csproj : error UPS1504: PrunedModel 'mode.onnx'");
        Assert.Empty(UserProject.Files(project.Intermediate));

        project.Describe("""
            <PrunedModel Include="good.onnx;text.onnx;cut.onnx;lost.onnx;nan.onnx" />
            <PrunedModel Include="ratio.onnx" Ratio="1.5" />
            <PrunedModel Include="mode.onnx" Mode="constrainde" Ration="0.4" Owner="me" />
            <PrunedModel Include="criterion.onnx" Criterion="beauty" />
            <PrunedModel Include="round.onnx" Round="0" />
            <PrunedModel Include="calibration.onnx" Criterion="hrank" />
            """,
            "<UpscaleDefaultCalibration>absent</UpscaleDefaultCalibration>");
        var models = project.Build();
        Reports(models, "text.onnx : error UPS1002:");
        Reports(models, "cut.onnx : error UPS1003:");
        Reports(models, "lost.onnx : error UPS1005:");
        Reports(models, "nan.onnx : error UPS1401:");
        Reports(models, "Bad.csproj : error UPS1503: PrunedModel 'ratio.onnx': Ratio is '1.5'; allowed is");
        Reports(models, "Bad.csproj : error UPS1503: PrunedModel 'mode.onnx': Mode is 'constrainde'; allowed is one of unconstrained, constrained; did you mean 'constrained'?");
        Reports(models, "UPS1507: PrunedModel 'mode.onnx': the metadata 'Ration' is unknown and has no effect; did you mean 'Ratio'?");
        Reports(models, "Bad.csproj : error UPS1503: PrunedModel 'criterion.onnx': Criterion is 'beauty'; allowed is one of bn, fpgm, hrank, l1, l2, lamp, variance, zeros");
        Reports(models, "Bad.csproj : error UPS1503: PrunedModel 'round.onnx': Round is '0'; allowed is");
        Reports(models, "calibration.onnx : error UPS1701: no calibration data at");
        Assert.Equal(
            ["good.onnx", "good.plan.json", "good.report.json", "good.signature.txt"],
            UserProject.Files(project.Intermediate).Where(file => !file.EndsWith(".request.txt", StringComparison.Ordinal)));

        project.Describe("""
            <PrunedModel Include="good.onnx" />
            <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="1.29.0" ExcludeAssets="runtime;native" />
            """);
        Reports(project.Build(), "good.onnx : error UPS1403: ONNX Runtime was not found");
        Assert.DoesNotContain("good.onnx", UserProject.Files(project.Intermediate));
    }

    private static void Reports(ChildProcessResult build, string diagnostic)
    {
        Assert.True(build.ExitCode != 0, build.Transcript);
        Assert.Contains(diagnostic, build.Output, StringComparison.Ordinal);
    }
}
