using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Upscale.Cli.Output;

/// <summary>Writes tables: drawn on a terminal, plain and of any width elsewhere.</summary>
internal sealed class Terminal
{
    private readonly TextWriter _writer;
    private readonly IAnsiConsole? _console;

    public Terminal(TextWriter writer)
    {
        _writer = writer;
        _console = Console.IsOutputRedirected || writer != Console.Out ? null : AnsiConsole.Console;
    }

    /// <summary>A number with separators, as tables show it.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => share.ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Percent(long part, long whole) => whole == 0 ? "" : Percent(100.0 * part / whole);

    public void WriteLine(string text = "") => _writer.WriteLine(text);

    public void Write(TextTable table)
    {
        if (_console is null)
        {
            table.WritePlain(_writer);
        }
        else
        {
            _console.Write(Drawn(table));
        }
    }

    private static Table Drawn(TextTable table)
    {
        var drawn = new Table { Border = TableBorder.Rounded };
        foreach (var (title, side) in table.Columns)
        {
            drawn.AddColumn(new TableColumn(new Text(title)) { Alignment = side == Side.Right ? Justify.Right : Justify.Left });
        }

        foreach (var row in table.Rows)
        {
            drawn.AddRow(row.Select(IRenderable (cell) => new Text(cell)));
        }

        return drawn;
    }
}
