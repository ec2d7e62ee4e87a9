using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

/// <summary>Models that take and give something else than they were exported with.</summary>
[Collection(PackageFeedCollection.Name)]
public sealed class InterfaceTests(PackageFeed feed)
{
    /// <summary>Reads one image with both classes, which it finds without a using of their namespace, and prints the largest difference of the scores that both have, the labels and the best of them.</summary>
    private const string Program = """
        using System.Globalization;

        var pixels = Enumerable.Range(0, 768).Select(i => (float)(i * 37 % 256)).ToArray();
        var planes = Enumerable.Range(0, 768).Select(i => (pixels[(i % 256 * 3) + (i / 256)] - 128) / 64).ToArray();
        var (all, some) = (new float[10], new float[4]);
        using var whole = new Whole();
        whole.Run(planes, all);
        using var part = new Part();
        part.Run(pixels, some);
        float[] expected = [all[2], all[5], all[6], all[9]];
        var difference = expected.Zip(some, (a, b) => MathF.Abs(a - b)).Max() / all.Max(MathF.Abs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"difference {difference}"));
        Console.WriteLine(string.Join(' ', typeof(Part).GetProperties().Where(p => p.Name.EndsWith("Labels", StringComparison.Ordinal)).SelectMany(p => (IEnumerable<string>)p.GetValue(null)!)));
        """;

    [Fact]
    public void Outputs_labels_pixels_and_layout_are_those_that_the_item_says()
    {
        var project = new UserProject(feed, "interface", "app");
        project.Write("model.onnx", TestModels.Classifier());
        project.Write("digits.txt", "zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n");
        project.Write("Program.cs", Program);
        project.Describe(
            """
            <PrunedModel Include="model.onnx" Ratio="0" ClassName="Whole" Link="whole.onnx" />
            <PrunedModel Include="model.onnx" Ratio="0" ClassName="Part" Link="part.onnx" KeepOutputs="two,5-6,nine" Labels="digits.txt"
                         Mean="128" Std="64" Layout="nhwc" ExcludeLayers="conv_0;*gemm*" />
            """,
            "<RootNamespace>App</RootNamespace>");

        var build = project.Build();
        Assert.True(build.ExitCode == 0, build.Transcript);
        var lines = project.Start().Output.ReplaceLineEndings("\n").Split('\n');

        Assert.InRange(float.Parse(lines[0]["difference ".Length..], System.Globalization.CultureInfo.InvariantCulture), 0, 1e-4f);
        Assert.Equal("two five six nine", lines[1]);
    }

    [Theory]
    [InlineData("KeepOutputs=\"3,cat\"", "UPS1207")]
    [InlineData("Mean=\"1,2\"", "UPS1208")]
    [InlineData("Std=\"wide\"", "UPS1503")]
    [InlineData("Layout=\"hwc\"", "UPS1503")]
    [InlineData("ExcludeLayers=\"head*\"", "UPS1206")]
    public void What_does_not_fit_the_model_is_an_error_that_leaves_nothing(string metadata, string code)
    {
        var project = new UserProject(feed, "unfit" + code + metadata[0], "app");
        project.Write("model.onnx", TestModels.Classifier());
        project.Write("Program.cs", "");
        project.Describe($"""<PrunedModel Include="model.onnx" {metadata} />""");

        var build = project.Build();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains($"error {code}: ", build.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(UserProject.Files(project.Locate("obj")), file => file.EndsWith(".onnx", StringComparison.Ordinal));
    }
}
