using System.IO.Compression;
using System.Reflection.PortableExecutable;
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
    [InlineData("build/Upscale.Build.Consumer.targets")]
    [InlineData("build/Upscale.Build.PrunedModel.xaml")]
    [InlineData("build/Upscale.Build.props.buildschema.json")]
    [InlineData("buildMultiTargeting/Upscale.Build.targets")]
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

    public static TheoryData<string> Packages => [.. PackageFeed.Packed];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is_and_under_which_licence(string id)
    {
        using var package = Open(id);
        using var nuspec = package.GetEntry(id + ".nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "metadata").Elements()
            .ToDictionary(element => element.Name.LocalName, StringComparer.Ordinal);

        Assert.Equal(("expression", "Apache-2.0"), (metadata["license"].Attribute("type")!.Value, metadata["license"].Value));
        Assert.NotNull(package.GetEntry(metadata["readme"].Value));
        Assert.NotNull(package.GetEntry(metadata["icon"].Value));
        Assert.NotEmpty(metadata["description"].Value);
        Assert.Equal("git", metadata["repository"].Attribute("type")!.Value);
        Assert.StartsWith("https://", metadata["projectUrl"].Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_is_below_10_MB_without_ONNX_Runtime(string id)
    {
        using var package = Open(id);
        var bytes = package.Entries.Where(entry => !entry.Name.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase)).Sum(entry => entry.CompressedLength);

        Assert.InRange(bytes, 1, 10_000_000);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Our_assemblies_have_their_symbols_in_the_symbol_package(string id)
    {
        using var package = Open(id);
        using var symbols = Open(id, ".snupkg");
        var assemblies = Ours(package).Select(entry => Path.ChangeExtension(entry.FullName, null));

        Assert.Equal(
            assemblies.Order(StringComparer.Ordinal),
            symbols.Entries.Where(entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal)).Select(entry => Path.ChangeExtension(entry.FullName, null)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Our_assemblies_are_built_reproducibly(string id)
    {
        using var package = Open(id);
        foreach (var entry in Ours(package))
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            content.Position = 0;
            using var image = new PEReader(content);
            Assert.Contains(image.ReadDebugDirectory(), debug => debug.Type == DebugDirectoryEntryType.Reproducible);
        }
    }

    private static ZipArchiveEntry[] Ours(ZipArchive package) =>
        [.. package.Entries.Where(entry => entry.Name.StartsWith("upscale", StringComparison.OrdinalIgnoreCase) && entry.Name.EndsWith(".dll", StringComparison.Ordinal))];

    private string[] Files()
    {
        using var package = Open();
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    private ZipArchive Open(string id = "Upscale.Build", string extension = ".nupkg") => ZipFile.OpenRead(Path.Combine(feed.Folder, $"{id}.{feed.Version}{extension}"));
}
