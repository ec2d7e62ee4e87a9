using System.Text.RegularExpressions;
using System.Xml.Linq;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Tests.Operators;

/// <summary>The summary of an operator's class, from the documentation file that the compiler writes, as Markdown.</summary>
internal static partial class OperatorSummary
{
    private static readonly Lazy<Dictionary<string, XElement>> Summaries = new(Read);

    public static string Of(Operator op) => Line().Replace(string.Concat(Summaries.Value[$"T:{op.GetType().FullName}"].Nodes().Select(Markdown)), " ").Trim();

    private static Dictionary<string, XElement> Read() =>
        XDocument.Load(Path.ChangeExtension(typeof(Operator).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")!);

    private static string Markdown(XNode node) => node switch
    {
        XElement element when element.Attribute("cref") is { } reference => $"`{reference.Value.Split('.')[^1]}`",
        XElement element => $"`{element.Value}`",
        XText text => text.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Line();
}
