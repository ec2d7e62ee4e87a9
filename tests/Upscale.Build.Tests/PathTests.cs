using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class PathTests(PackageFeed feed)
{
    [Fact]
    public void Paths_with_spaces_special_characters_and_letters_beyond_ASCII_work()
    {
        var project = new UserProject(feed, "größe & mehr @ home", "My App");
        project.Write("modèles/a;b 100%25 @(x) 'ü'.onnx", TestModels.Classifier());
        project.Write("Program.cs", ProgramText.Running("My_App.Odd"));
        project.Describe("""<PrunedModel Include="modèles/*.onnx" ClassName="Odd" />""");

        var build = project.Build();
        Assert.True(build.ExitCode == 0, build.Transcript);

        var run = project.Start();
        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Equal("a;b 100%25 @(x) 'ü'.onnx", run.Output.Trim().TrimStart('\uFEFF'));
    }
}
