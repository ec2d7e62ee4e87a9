using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Upscale.Repository.Tests;

public sealed partial class PackageTests
{
    private static readonly XDocument Central = XDocument.Load(Checkout.Locate("Directory.Packages.props"));

    [Fact]
    public void Every_central_version_is_exact()
    {
        var loose = Versions().Where(pin => !ExactVersion().IsMatch(pin.Value)).Select(pin => pin.Key);

        Assert.Empty(loose);
        Assert.Equal("true", Central.Descendants("CentralPackageTransitivePinningEnabled").Single().Value);
    }

    [Fact]
    public void No_project_states_a_version_of_its_own()
    {
        var own =
            from folder in new[] { "src", "tests", "samples" }
            from project in SourceFile.Files(folder, "*.csproj")
            from reference in XDocument.Load(project).Descendants("PackageReference")
            where reference.Attribute("Version") is not null
            select $"{Path.GetFileName(project)}: {reference.Attribute("Include")?.Value}";

        Assert.Empty(own);
    }

    [Theory]
    [InlineData("onnxruntime", "Microsoft.ML.OnnxRuntime")]
    [InlineData("verify", "Verify.Xunit")]
    public void The_bootstrap_provides_the_pinned_version(string variable, string package)
    {
        var script = File.ReadAllLines(Checkout.Locate("build", "bootstrap.sh"));

        Assert.Contains($"{variable}={Versions()[package]}", script);
    }

    private static Dictionary<string, string> Versions() => Central.Descendants("PackageVersion")
        .ToDictionary(pin => pin.Attribute("Include")!.Value, pin => pin.Attribute("Version")!.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"^\d+(\.\d+){1,3}$")]
    private static partial Regex ExactVersion();
}
