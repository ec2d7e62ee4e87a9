using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class EmbeddedTests(PackageFeed feed)
{
    private const string SingleFile = """
        <UseAppHost>true</UseAppHost>
        <RuntimeIdentifier>$(NETCoreSdkPortableRuntimeIdentifier)</RuntimeIdentifier>
        <AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>
        <SelfContained>false</SelfContained>
        <PublishSingleFile>true</PublishSingleFile>
        <IncludeNativeLibrariesForSelfExtract>true</IncludeNativeLibrariesForSelfExtract>
        """;

    private const string Read = "digit 3 True True neun\nmail 3 True";

    [Fact]
    public void Embedded_models_labels_and_services_work_in_a_build_and_in_a_single_file()
    {
        var project = new UserProject(feed, "embedded", "App");
        project.Write("digits.de.onnx", TestModels.Classifier());
        project.Write("perceptron.onnx", TestModels.Perceptron());
        project.Write("Digits.txt", "null\neins\nzwei\ndrei\nvier\nfünf\nsechs\nsieben\nacht\nneun\n");
        project.Write("Program.cs", ProgramText.Classifying);
        project.Describe("""
            <PrunedModel Include="digits.de.onnx" ClassName="Digits" Labels="Digits.txt" />
            <PrunedModel Include="perceptron.onnx" />
            <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.15" />
            """,
            SingleFile + "<UpscaleDefaultEmbed>true</UpscaleDefaultEmbed>");

        Succeeded(project.Build());
        Assert.DoesNotContain(UserProject.Files(project.Output), file => file.EndsWith(".onnx", StringComparison.Ordinal));
        Assert.Equal(Read, Text(project.Start()));

        Succeeded(project.Publish());
        Assert.DoesNotContain(UserProject.Files(project.Locate("published")), file => !file.StartsWith("App", StringComparison.Ordinal));
        var published = Directory.EnumerateFiles(project.Locate("published"), "App*").Single(file => Path.GetExtension(file) is "" or ".exe");
        Assert.Equal(Read, Text(new ChildProcess(published, []).Run()));

        project.Write("Digits.txt", "eins\nzwei\n");
        var mismatch = project.Build();
        Assert.NotEqual(0, mismatch.ExitCode);
        Assert.Contains("Digits.txt : error UPS1512: the file has 2 labels, and no output has as many channels: 'identity_9' [1,10]", mismatch.Output, StringComparison.Ordinal);
    }

    private static void Succeeded(ChildProcessResult result) => Assert.True(result.ExitCode == 0, result.Transcript);

    private static string Text(ChildProcessResult run)
    {
        Succeeded(run);
        return run.Output.ReplaceLineEndings("\n").Trim();
    }
}
