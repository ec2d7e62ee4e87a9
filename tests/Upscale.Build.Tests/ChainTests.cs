using System.Globalization;
using Upscale.Build.Tests.Projects;
using Upscale.Onnx;
using Upscale.Pruning.Rewriting;

namespace Upscale.Build.Tests;

/// <summary>Models that take outputs of others as they lie in the pruned files.</summary>
[Collection(PackageFeedCollection.Name)]
public sealed class ChainTests(PackageFeed feed)
{
    private const string Encoder = """<PrunedModel Include="encoder.onnx" />""";
    private const string Head = """<PrunedModel Include="head.onnx" InputsFrom="encoder.onnx:relu_1" />""";

    /// <summary>Runs the chain, and the head that takes channels in their original order on what the encoder gives, put in that order by the file's own table.</summary>
    private const string Program = """
        using System.Globalization;
        using Microsoft.ML.OnnxRuntime;

        var data = Enumerable.Range(0, 3136).Select(i => MathF.Sin(i)).ToArray();
        using var encoder = new Encoder();
        using var head = new Head();
        using var plain = new Plain();
        var (features, maps, chained, expected, wrong) = (new float[256 * 196], new float[8 * 196], new float[10], new float[10], new float[10]);
        encoder.Run(data, features, maps);
        head.Run(features, chained);

        using var raw = new InferenceSession(Path.Combine(AppContext.BaseDirectory, "encoder.onnx"));
        var places = raw.ModelMetadata.CustomMetadataMap["upscale.output.relu_1.order"].Split(':')[1].Split(',').Select(int.Parse).ToArray();
        var logical = places.SelectMany(place => features[(place * 196)..((place + 1) * 196)]).ToArray();
        plain.Run(logical, expected);
        plain.Run(features, wrong);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{expected.Zip(chained, (a, b) => MathF.Abs(a - b)).Max() / expected.Max(MathF.Abs)}"));
        Console.WriteLine(wrong.Zip(chained, (a, b) => MathF.Abs(a - b)).Max() > 1e-2f * expected.Max(MathF.Abs));
        """;

    [Fact]
    public void The_second_model_takes_the_output_of_the_first_as_it_lies()
    {
        var project = Project("chain");
        project.Write("Program.cs", Program);
        project.Describe($"""{Head}{Encoder}<PrunedModel Include="head.onnx" ClassName="Plain" Link="plain.onnx" />""", "<RootNamespace>App</RootNamespace>");

        var build = project.Build();
        Assert.True(build.ExitCode == 0, build.Transcript);
        var lines = project.Start().Output.ReplaceLineEndings("\n").Split('\n');

        Assert.InRange(float.Parse(lines[0], CultureInfo.InvariantCulture), 0, 1e-5f);
        Assert.Equal("True", lines[1]);
        var encoder = Model.Load(Path.Combine(project.Output, "encoder.onnx"));
        var head = Model.Load(Path.Combine(project.Output, "head.onnx"));
        Assert.NotNull(OutputOrder.Read(encoder, "relu_1"));
        Assert.Equal(encoder.Metadata["upscale.output.relu_1.order"], head.Metadata["upscale.input.features.order"]);
        Assert.DoesNotContain(head.Graph.Nodes, node => node.OpType is "Gather" or "Slice");
        Assert.DoesNotContain(encoder.Graph.Outputs.Select(output => output.Producer!.OpType), type => type is "Gather" or "Slice");
        Assert.DoesNotContain("order", File.ReadAllText(Path.Combine(project.Intermediate, "encoder.signature.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_model_is_built_again_when_the_first_one_changes_and_not_otherwise()
    {
        var project = Project("chain again");
        project.Write("Program.cs", "return;");
        project.Describe(Head + Encoder);
        Assert.Equal(0, project.Build().ExitCode);

        Assert.DoesNotContain("pruned:", project.Build().Output, StringComparison.Ordinal);
        Directory.Delete(project.Intermediate, recursive: true);
        var restored = project.Build().Output;
        Assert.Contains("encoder.onnx taken from the cache", restored, StringComparison.Ordinal);
        Assert.Contains("head.onnx taken from the cache", restored, StringComparison.Ordinal);

        project.Describe(Head + """<PrunedModel Include="encoder.onnx" Ratio="0.3" />""");
        var changed = project.Build();

        Assert.Contains("encoder.onnx pruned:", changed.Output, StringComparison.Ordinal);
        Assert.Contains("head.onnx pruned:", changed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pruned:", project.Build().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<PrunedModel Include=\"encoder.onnx\" /><PrunedModel Include=\"head.onnx\" InputsFrom=\"encodr.onnx:relu_1\" />", "error UPS1514: PrunedModel 'head.onnx': InputsFrom 'encodr.onnx:relu_1' is no output of another PrunedModel item; did you mean 'encoder.onnx'?")]
    [InlineData("<PrunedModel Include=\"encoder.onnx\" InputsFrom=\"head.onnx:gemm_6\" /><PrunedModel Include=\"head.onnx\" InputsFrom=\"encoder.onnx:relu_1\" />", "error UPS1515: PrunedModel 'encoder.onnx': its InputsFrom leads back to itself")]
    [InlineData("<PrunedModel Include=\"encoder.onnx\" /><PrunedModel Include=\"head.onnx\" InputsFrom=\"encoder.onnx:maps\" />", "error UPS1211: ")]
    [InlineData("<PrunedModel Include=\"encoder.onnx\" Mode=\"free\" /><PrunedModel Include=\"head.onnx\" InputsFrom=\"encoder.onnx:relu_1\" />", "error UPS1516: ")]
    public void What_cannot_be_chained_is_an_error(string items, string message)
    {
        var project = Project("unchained" + message[9..13] + message.Length);
        project.Write("Program.cs", "return;");
        project.Describe(items);

        var build = project.Build();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(message, build.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(UserProject.Files(project.Intermediate), file => file == "head.onnx");
    }

    private UserProject Project(string folder)
    {
        var project = new UserProject(feed, folder, "app");
        project.Write("encoder.onnx", TestModels.InnerOutput());
        project.Write("head.onnx", TestModels.Head());
        return project;
    }
}
