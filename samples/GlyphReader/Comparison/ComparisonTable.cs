using System.Globalization;
using System.Text;

namespace GlyphReader.Comparison;

/// <summary>Shows the figures of the dense model beside those of the pruned one.</summary>
internal static class ComparisonTable
{
    /// <summary>Formats one line per figure: its name, dense, pruned, and pruned as a share of dense.</summary>
    public static string Format(ModelFigures dense, ModelFigures pruned)
    {
        var table = new StringBuilder();
        Append(table, "", "dense", "pruned", "share");
        Append(table, "parameters", dense.Parameters, pruned.Parameters, "N0");
        Append(table, "multiply-adds", dense.Macs, pruned.Macs, "N0");
        Append(table, "file size [bytes]", dense.FileSize, pruned.FileSize, "N0");
        Append(table, "latency [ms]", dense.Latency.TotalMilliseconds, pruned.Latency.TotalMilliseconds, "F3");
        Append(table, "accuracy [%]", 100 * dense.Accuracy, 100 * pruned.Accuracy, "F2");
        return table.ToString();
    }

    private static void Append(StringBuilder table, string name, double dense, double pruned, string format) => Append(
        table,
        name,
        dense.ToString(format, CultureInfo.InvariantCulture),
        pruned.ToString(format, CultureInfo.InvariantCulture),
        (pruned / dense).ToString("P0", CultureInfo.InvariantCulture));

    private static void Append(StringBuilder table, string name, string dense, string pruned, string share) =>
        table.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18}{dense,14}{pruned,14}{share,8}").TrimEnd());
}
