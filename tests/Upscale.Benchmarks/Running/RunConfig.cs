using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Upscale.Benchmarks.Running;

/// <summary>Many iterations in one process, where the calls share a session.</summary>
public sealed class RunConfig : ManualConfig
{
    private const int Warmups = 5;
    private const int Iterations = 30;

    public RunConfig()
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(Warmups).WithIterationCount(Iterations));
        AddColumn(StatisticColumn.Min, StatisticColumn.Median);
    }
}
