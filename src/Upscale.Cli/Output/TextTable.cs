namespace Upscale.Cli.Output;

/// <summary>A table of texts.</summary>
internal sealed class TextTable(params IReadOnlyList<(string Title, Side Side)> columns)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    public IReadOnlyList<(string Title, Side Side)> Columns { get; } = columns;

    public IReadOnlyList<string[]> Rows => _rows;

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table as text, columns aligned, nothing cut, no blanks at the ends of lines.</summary>
    public void WritePlain(TextWriter writer)
    {
        string[][] lines = [[.. Columns.Select(column => column.Title)], .. _rows];
        var widths = Enumerable.Range(0, Columns.Count).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            writer.WriteLine(string.Join(Gap, line.Select((cell, column) => Columns[column].Side == Side.Right
                ? cell.PadLeft(widths[column])
                : cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
