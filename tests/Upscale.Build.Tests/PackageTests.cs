using System.IO.Compression;
using System.Xml.Linq;
using Upscale.Build.Tests.Projects;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class PackageTests(PackageFeed feed)
{
    [Fact]
    public void Packing_gives_no_warning() => Assert.DoesNotContain("warning", feed.Transcript, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("build/Upscale.Build.props")]
    [InlineData("build/Upscale.Build.targets")]
    [InlineData("build/Upscale.Build.PrunedModel.xaml")]
    [InlineData("tasks/netstandard2.0/Upscale.Build.dll")]
    [InlineData("tools/net10.0/upscale.dll")]
    [InlineData("tools/net10.0/upscale.runtimeconfig.json")]
    [InlineData("analyzers/dotnet/cs/Upscale.Generator.dll")]
    [InlineData("README.md")]
    public void The_package_holds_everything_that_a_build_needs(string file) => Assert.Contains(file, Files());

    [Fact]
    public void ONNX_Runtime_comes_from_the_project_and_not_from_the_package() =>
        Assert.DoesNotContain(Files(), file => file.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".deps.json", StringComparison.Ordinal));

    [Fact]
    public void A_user_gets_the_runtime_library_and_ONNX_Runtime_as_ordinary_dependencies()
    {
        using var package = Open();
        using var nuspec = package.GetEntry("Upscale.Build.nuspec")!.Open();
        var dependencies = XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency").ToArray();

        Assert.Equal(["Upscale.Runtime", "Microsoft.ML.OnnxRuntime"], dependencies.Select(dependency => dependency.Attribute("id")!.Value));
        Assert.All(dependencies, dependency => Assert.Null(dependency.Attribute("exclude")));
    }

    private string[] Files()
    {
        using var package = Open();
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    private ZipArchive Open() => ZipFile.OpenRead(Path.Combine(feed.Folder, $"Upscale.Build.{feed.Version}.nupkg"));
}
