using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Upscale.Build.Items;

namespace Upscale.Build.Tests.Items;

/// <summary>The metadata are listed for the task, for MSBuild, for two kinds of editors and for readers: everywhere the same.</summary>
public sealed partial class MetadataNamesTests
{
    private static readonly string[] Known = [.. MetadataNames.Known.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_metadata_has_a_definition_whose_default_is_the_property_of_its_name()
    {
        var definitions = XDocument.Load(Checkout.Locate("build", "Upscale.Build.props")).Descendants("ItemDefinitionGroup")
            .Elements("PrunedModel").Elements().Where(element => element.Name.LocalName != MetadataNames.Generator).ToArray();

        Assert.Equal(Known, definitions.Select(element => element.Name.LocalName).Order(StringComparer.Ordinal));
        Assert.All(definitions, element => Assert.Contains(element.Value, new[] { "", $"$(UpscaleDefault{element.Name.LocalName})" }));
    }

    [Fact]
    public void The_property_page_shows_every_metadata()
    {
        var page = XDocument.Load(Checkout.Locate("build", "Upscale.Build.PrunedModel.xaml"));
        var properties = page.Descendants().Where(element => element.Name.LocalName.EndsWith("Property", StringComparison.Ordinal)).ToArray();

        Assert.Equal(Known, properties.Select(element => element.Attribute("Name")!.Value).Order(StringComparer.Ordinal));
        Assert.All(properties, element => Assert.EndsWith(".", element.Attribute("Description")!.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_schema_for_completion_has_every_metadata_and_the_property_of_each_that_has_one()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Checkout.Locate("build", "Upscale.Build.props.buildschema.json")));
        var metadata = schema.RootElement.GetProperty("items").GetProperty("PrunedModel").GetProperty("metadata").EnumerateObject().Select(entry => entry.Name);
        var properties = schema.RootElement.GetProperty("properties").EnumerateObject().Select(entry => entry.Name);
        var defaults = XDocument.Load(Checkout.Locate("build", "Upscale.Build.props")).Descendants("PrunedModel").Elements()
            .Select(element => Property().Match(element.Value)).Where(match => match.Success).Select(match => match.Groups["name"].Value);

        Assert.Equal(Known, metadata.Order(StringComparer.Ordinal));
        Assert.Equal(defaults.Order(StringComparer.Ordinal), properties.Where(name => name.StartsWith("UpscaleDefault", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_README_explains_every_metadata()
    {
        var table = File.ReadAllLines(Checkout.Locate("README.md"))
            .SkipWhile(line => !line.StartsWith("## Metadata", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        var rows = table.Select(line => Row().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value);

        Assert.Equal(Known, rows.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\$\((?<name>UpscaleDefault\w+)\)$")]
    private static partial Regex Property();

    [GeneratedRegex(@"^\| `(?!Upscale)(?<name>\w+)` \|")]
    private static partial Regex Row();
}
