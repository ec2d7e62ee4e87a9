using System.Globalization;
using Upscale.Cli.Reports;
using Upscale.Execution.Measuring;
using Upscale.Execution.Verification;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Inspection;
using Upscale.Pruning.Plans;

namespace Upscale.Cli.Output;

/// <summary>What pruning did, for a person.</summary>
internal sealed class PruningTables(Terminal terminal)
{
    public void WriteFigures(ModelFigures before, ModelFigures after, long bytesBefore, long bytesAfter)
    {
        var table = new TextTable(("", Side.Left), ("before", Side.Right), ("after", Side.Right), ("after/before", Side.Right));
        Add("parameters", before.Parameters, after.Parameters);
        Add("multiply-adds", before.Macs, after.Macs);
        Add("file bytes", bytesBefore, bytesAfter);
        Add("nodes", before.Nodes, after.Nodes);
        terminal.Write(table);

        void Add(string name, long old, long now) =>
            table.Add(name, Terminal.Number(old), Terminal.Number(now), Terminal.Percent(now, old));
    }

    /// <param name="costs">Null when nothing was chosen by costs.</param>
    public void WriteCosts(CostModel? costs)
    {
        if (costs is not null)
        {
            terminal.WriteLine();
            terminal.WriteLine($"costs: {costs.Name}");
        }
    }

    public void WriteConsumers(IEnumerable<ConsumerReport> consumers)
    {
        var table = new TextTable(("consumer", Side.Left), ("channels", Side.Right), ("kept", Side.Right), ("read", Side.Right), ("realisation", Side.Left));
        foreach (var consumer in consumers)
        {
            table.Add(
                consumer.Node,
                Terminal.Number(consumer.Channels),
                Terminal.Number(consumer.Kept),
                Terminal.Number(consumer.Read),
                ReportFile.NameOf(consumer.Realisation));
        }

        terminal.WriteLine();
        terminal.Write(table);
    }

    public void WriteRefusals(IReadOnlyCollection<Refusal> refusals)
    {
        if (refusals.Count == 0)
        {
            return;
        }

        var table = new TextTable(("held back", Side.Right), ("code", Side.Left), ("reason", Side.Left));
        foreach (var group in refusals.GroupBy(refusal => (refusal.Code, refusal.Reason))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Reason, StringComparer.Ordinal))
        {
            table.Add(Terminal.Number(group.Count()), group.Key.Code, group.Key.Reason);
        }

        terminal.WriteLine();
        terminal.Write(table);
    }

    public void WriteVerification(VerificationResult verification)
    {
        var table = new TextTable(
            ("output", Side.Left), ("largest error", Side.Right), ("largest value", Side.Right), ("allowed error", Side.Right), ("verified", Side.Left));
        foreach (var output in verification.Outputs)
        {
            table.Add(output.Output, Real(output.LargestError), Real(output.LargestMagnitude), Real(output.Tolerance), Verdict(output));
        }

        terminal.WriteLine();
        terminal.Write(table);
    }

    public void WriteSpeedup(Speedup speedup)
    {
        var table = new TextTable(("one thread", Side.Left), ("before, ms", Side.Right), ("after, ms", Side.Right), ("after/before", Side.Right));
        table.Add("median", Milliseconds(speedup.Dense.Median), Milliseconds(speedup.Pruned.Median), Ratio(speedup.Ratio));
        table.Add("fastest", Milliseconds(speedup.Dense.Minimum), Milliseconds(speedup.Pruned.Minimum), Ratio(speedup.Pruned.Minimum / speedup.Dense.Minimum));
        terminal.WriteLine();
        terminal.Write(table);
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("F3", CultureInfo.InvariantCulture);

    private static string Verdict(OutputVerification output) =>
        !output.Passed ? output.Obstacle is null ? "differs" : $"differs: {output.Obstacle}"
        : output.Strength == OutputStrength.Varied ? "equal"
        : "equal, but the output hardly varies: a weak check";

    private static string Real(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
