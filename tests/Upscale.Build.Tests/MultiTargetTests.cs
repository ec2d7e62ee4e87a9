using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class MultiTargetTests(PackageFeed feed)
{
    [Fact]
    public void Two_target_frameworks_prune_a_model_once_and_clean_what_they_share()
    {
        var project = new UserProject(feed, "frameworks", "Both")
        {
            Frameworks = "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>",
        };
        project.Write("net.onnx", TestModels.Classifier());
        project.Write("Program.cs", "return Both.Net.ModelFileName.Length == 0 ? 1 : 0;");
        project.Describe("""<PrunedModel Include="net.onnx" />""");

        var log = Built(project, "first", "-m");
        Assert.Equal("net.onnx", Assert.Single(log.Pruned));
        Assert.Equal("net.onnx", Assert.Single(log.Taken));
        foreach (var framework in new[] { "net10.0", "net10.0-windows" })
        {
            Assert.Equal(
                File.ReadAllBytes(project.Locate("obj", "Release", "net10.0", "upscale", "net.onnx")),
                File.ReadAllBytes(project.Locate("bin", "Release", framework, "net.onnx")));
        }

        Assert.DoesNotContain("PruneModels", Built(project, "second", "-m").Tasks);

        var clean = project.Clean();
        Assert.True(clean.ExitCode == 0, clean.Transcript);
        Assert.DoesNotContain(UserProject.Files(project.Locate("obj")), file => file.Contains("upscale", StringComparison.Ordinal));
    }

    private static BuildLog Built(UserProject project, string name, params string[] arguments)
    {
        var path = project.Locate(name + ".binlog");
        var build = project.Build([.. arguments, "-bl:" + path]);
        Assert.True(build.ExitCode == 0, build.Transcript);
        return BuildLog.Read(path);
    }
}
