using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class PackedLibraryTests(PackageFeed feed)
{
    [Fact]
    public void A_package_of_a_library_brings_its_model_to_direct_and_indirect_consumers()
    {
        var library = new UserProject(feed, "packed/library", "Reader");
        library.Write("net.onnx", TestModels.Classifier());
        library.Write("Library.cs", """
            namespace Reader;

            /// <summary>Reads.</summary>
            public static class Library
            {
                /// <summary>Loads the model and runs it.</summary>
                public static int Read()
                {
                    using var model = new Net();
                    var scores = new float[10];
                    model.Run(new float[768], scores);
                    return scores.Length;
                }
            }
            """);
        library.Describe("""<PrunedModel Include="net.onnx" Link="models/net.onnx" />""", $"<OutputType>Library</OutputType><Version>{feed.Version}</Version>");
        var pack = library.Run("pack", "-o", feed.Folder);
        Assert.True(pack.ExitCode == 0, pack.Transcript);
        Assert.DoesNotContain("warning", pack.Output, StringComparison.OrdinalIgnoreCase);

        var middle = new UserProject(feed, "packed/middle", "Middle") { Package = $"""<PackageReference Include="Reader" Version="{feed.Version}" />""" };
        middle.Write("Middle.cs", "namespace Middle; public static class Read { public static int Now() => Reader.Library.Read(); }");
        middle.Describe("", "<OutputType>Library</OutputType>");
        var application = new UserProject(feed, "packed/application", "Application") { Package = """<ProjectReference Include="../middle/Middle.csproj" />""" };
        application.Write("Program.cs", "return Middle.Read.Now() == 10 ? 0 : 1;");
        application.Describe("");

        var build = application.Build();
        Assert.True(build.ExitCode == 0, build.Transcript);
        Assert.Contains(Path.Combine("models", "net.onnx"), UserProject.Files(middle.Output));
        Assert.Contains(Path.Combine("models", "net.onnx"), UserProject.Files(application.Output));
        var run = application.Start();
        Assert.True(run.ExitCode == 0, run.Transcript);
    }
}
