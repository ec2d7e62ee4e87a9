using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class SolutionTests(PackageFeed feed)
{
    private static readonly string[] Names = ["One", "Two", "Three", "Four", "Five"];

    [Fact]
    public void Five_projects_that_share_a_model_prune_it_once_and_consumers_get_it()
    {
        var folder = feed.NewFolder("solution");
        var shared = Path.Combine(folder, "net.onnx");
        TestModels.Classifier().Save(shared);
        File.WriteAllText(
            Path.Combine(folder, "Directory.Build.props"),
            "<Project><PropertyGroup><UpscaleCacheFolder>$(MSBuildThisFileDirectory)shared cache/</UpscaleCacheFolder></PropertyGroup></Project>");
        var projects = Names.Select(name => new UserProject(feed, $"solution/{name}", name)).ToArray();
        foreach (var (project, name) in projects.Zip(Names))
        {
            Describe(project, name);
        }

        var solution = Path.Combine(folder, "all.slnx");
        File.WriteAllText(solution, $"<Solution>{string.Concat(Names.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");

        var first = Build(folder, solution, "first", "Release");
        Assert.Equal("net.onnx", Assert.Single(first.Pruned));
        Assert.Equal(4, first.Taken.Count);
        Assert.Equal(5, first.Tasks.Count(task => task == "PruneModels"));
        Assert.Contains("One.onnx", UserProject.Files(projects[4].Output));
        Assert.Contains("Five.onnx", UserProject.Files(projects[4].Output));
        var run = projects[4].Start();
        Assert.True(run.ExitCode == 0, run.Transcript);

        Damage(Assert.Single(Directory.GetFiles(Path.Combine(folder, "shared cache"), "model", SearchOption.AllDirectories)));
        var graph = Build(folder, Path.Combine(folder, "Five", "Five.csproj"), "graph", "Debug", "-graph", "--no-restore", "-p:ContinuousIntegrationBuild=true");
        Assert.Equal("net.onnx", Assert.Single(graph.Pruned));
        Assert.Equal("net.onnx", Assert.Single(graph.Taken));
        Assert.Equal(2, graph.Tasks.Count(task => task == "PruneModels"));
        Assert.Equal(File.ReadAllBytes(projects[0].Locate("bin", "Release", "net10.0", "One.onnx")), File.ReadAllBytes(projects[4].Locate("bin", "Debug", "net10.0", "Five.onnx")));
    }

    private static void Describe(UserProject project, string name)
    {
        var item = $"""<PrunedModel Include="../net.onnx" ClassName="Net" Link="{name}.onnx" />""";
        if (name == "Five")
        {
            project.Write("Program.cs", "using var one = new One.Net(); using var five = new Five.Net(); return 0;");
            project.Describe(item + """<ProjectReference Include="../One/One.csproj" />""");
        }
        else
        {
            project.Write("Library.cs", $"namespace {name}; public sealed class Library;");
            project.Describe(item, "<OutputType>Library</OutputType>");
        }
    }

    private static void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static BuildLog Build(string folder, string solution, string name, string configuration, params string[] arguments)
    {
        var log = Path.Combine(folder, name + ".binlog");
        var build = UserProject.Dotnet(folder, ["build", solution, "-c", configuration, "-nologo", "-m", "-bl:" + log, .. arguments]);
        Assert.True(build.ExitCode == 0, build.Transcript);
        return BuildLog.Read(log);
    }
}
