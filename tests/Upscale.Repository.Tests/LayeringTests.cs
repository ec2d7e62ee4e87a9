using System.Xml.Linq;

namespace Upscale.Repository.Tests;

public sealed class LayeringTests
{
    private const string Protobuf = "Google.Protobuf";
    private const string OnnxRuntime = "Microsoft.ML.OnnxRuntime";

    [Theory]
    [InlineData("src")]
    [InlineData("samples")]
    public void Only_the_format_project_sees_protobuf_types(string folder)
    {
        var sources = SourceFile.In(folder)
            .Where(file => file.Project != "Upscale.Onnx")
            .Where(file => file.Mentions(Protobuf) || file.Mentions("Upscale.Onnx.Protobuf"))
            .Select(file => file.Name);
        var projects = SourceFile.Files(folder, "*.csproj")
            .Where(project => Path.GetFileNameWithoutExtension(project) != "Upscale.Onnx" && References(project, "PackageReference").Contains(Protobuf));

        Assert.Empty(sources.Concat(projects));
    }

    [Theory]
    [InlineData("Upscale.Onnx")]
    [InlineData("Upscale.Pruning")]
    public void The_pure_projects_do_not_know_ONNX_Runtime(string name)
    {
        var sources = SourceFile.In("src").Where(file => file.Project == name && file.Mentions(OnnxRuntime)).Select(file => file.Name);

        Assert.Empty(sources);
        Assert.DoesNotContain(OnnxRuntime, References(ProjectOf(name), "PackageReference"));
    }

    [Theory]
    [InlineData("Upscale.Onnx")]
    [InlineData("Upscale.Runtime")]
    [InlineData("Upscale.Generator")]
    [InlineData("Upscale.Pruning", "Upscale.Onnx")]
    public void A_project_references_only_the_layers_below_it(string name, params string[] below)
    {
        var referenced = References(ProjectOf(name), "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Assert.Equal(below.Order(StringComparer.Ordinal), referenced.Order(StringComparer.Ordinal));
    }

    private static string ProjectOf(string name) => Checkout.Locate("src", name, name + ".csproj");

    private static IReadOnlyList<string> References(string project, string kind) =>
        [.. XDocument.Load(project).Descendants(kind).Select(item => item.Attribute("Include")!.Value)];
}
