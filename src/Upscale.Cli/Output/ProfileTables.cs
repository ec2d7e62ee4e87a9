using System.Globalization;
using Upscale.Pruning.Costs;

namespace Upscale.Cli.Output;

/// <summary>What was measured, for a person.</summary>
internal sealed class ProfileTables(Terminal terminal)
{
    private const double MillisecondsPerSecond = 1000;

    public void WriteMachine(CostTable table, string file)
    {
        var properties = new TextTable(("profile", Side.Left), ("", Side.Left));
        properties.Add("processor", table.Machine.Processor);
        properties.Add("runtime", table.Machine.Runtime);
        properties.Add("threads", Terminal.Number(table.Machine.Threads));
        properties.Add("block", Terminal.Number(table.Block));
        properties.Add("kinds of layers", Terminal.Number(table.Layers.Count));
        properties.Add("file", file);
        terminal.Write(properties);
    }

    /// <param name="models">File, seconds predicted, seconds measured.</param>
    public void WriteModels(IEnumerable<(string Path, double Predicted, double Measured)> models)
    {
        var table = new TextTable(("model", Side.Left), ("predicted ms", Side.Right), ("measured ms", Side.Right), ("error", Side.Right));
        foreach (var (path, predicted, measured) in models)
        {
            table.Add(Path.GetFileName(path), Milliseconds(predicted), Milliseconds(measured), Terminal.Percent(100 * (predicted - measured) / measured));
        }

        terminal.WriteLine();
        terminal.Write(table);
    }

    private static string Milliseconds(double seconds) => (seconds * MillisecondsPerSecond).ToString("0.00", CultureInfo.InvariantCulture);
}
