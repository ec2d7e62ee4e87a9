using System.Globalization;
using System.Text;

namespace GlyphReader.Comparison;

/// <summary>Shows the figures of the dense model beside those of the pruned one.</summary>
internal sealed class ComparisonTable
{
    private readonly StringBuilder _lines = new();

    /// <summary>Starts a table with its heading.</summary>
    public ComparisonTable() => Append("", "dense", "pruned", "share");

    /// <summary>Adds a line: the figure's name, dense, pruned, and pruned as a share of dense.</summary>
    /// <param name="format">How both numbers are written.</param>
    /// <returns>This table.</returns>
    public ComparisonTable Add(string name, double dense, double pruned, string format)
    {
        Append(
            name,
            dense.ToString(format, CultureInfo.InvariantCulture),
            pruned.ToString(format, CultureInfo.InvariantCulture),
            (pruned / dense).ToString("P0", CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>All lines.</summary>
    public override string ToString() => _lines.ToString();

    private void Append(string name, string dense, string pruned, string share) =>
        _lines.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18}{dense,14}{pruned,14}{share,8}").TrimEnd());
}
