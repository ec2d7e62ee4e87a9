using System.CommandLine;
using System.Globalization;
using Upscale.Execution.Measuring;
using Upscale.Onnx;
using Upscale.Pruning;
using Upscale.Pruning.Inspection;

namespace Upscale.Benchmarks.Export;

/// <summary><c>built</c>: a ResNet-50 pruned with one mask for all, beside a network that was built with those widths, with random weights, and never pruned.</summary>
internal sealed class BuiltCommand
{
    private readonly MeasuringOptions _measuring = new();

    private BuiltCommand()
    {
    }

    /// <summary>Runs the command.</summary>
    /// <returns>0.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var built = new BuiltCommand();
        var command = new RootCommand("Measures a pruned ResNet-50 beside one that was built with the same widths.") { built._measuring.Threads, built._measuring.Runs, built._measuring.Block };
        command.SetAction(built.Run);
        return command.Parse(arguments).Invoke();
    }

    private int Run(ParseResult parsed)
    {
        var dense = ResidualNetwork.Build();
        var options = new PruningOptions { Ratio = 0.4, Mode = PruningMode.Constrained, Round = parsed.GetValue(_measuring.Block) };
        var pruned = Pruner.Prune(dense, options).Model;
        var built = ResidualNetwork.Build(Widths(pruned));
        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine($"{"threads",7}  {"dense ms",9}  {"pruned ms",9}  {"built ms",9}  {"pruned/built",12}  {"fastest",7}  {"macs pruned",13}  {"macs built",13}");
        foreach (var threads in parsed.GetRequiredValue(_measuring.Threads))
        {
            var latencies = LatencyComparison.Measure([dense, pruned, built], new() { Threads = threads, Runs = parsed.GetValue(_measuring.Runs) });
            var median = latencies.Select(latency => latency.Median.TotalMilliseconds).ToArray();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads,7}  {median[0],9:F2}  {median[1],9:F2}  {median[2],9:F2}  {median[1] / median[2],12:F3}  {latencies[1].Minimum / latencies[2].Minimum,7:F3}  {ModelFigures.Of(pruned).Macs,13:N0}  {ModelFigures.Of(built).Macs,13:N0}"));
        }

        return 0;
    }

    /// <summary>The channels that each convolution makes, in the order of the nodes.</summary>
    private static IEnumerable<long> Widths(Model model) => model.Graph.Nodes
        .Where(node => node.OpType == "Conv")
        .Select(node => node.Inputs[1]!.Constant!.Dims[0]);
}
