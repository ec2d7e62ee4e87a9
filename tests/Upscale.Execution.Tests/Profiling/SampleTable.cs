using Upscale.Pruning.Costs;

namespace Upscale.Execution.Tests.Profiling;

/// <summary>A small table.</summary>
internal static class SampleTable
{
    public static readonly MachineKey Machine = new("processor", "runtime", 1);

    public static CostTable Create(MachineKey machine, params string[] kinds) => new CostTable
    {
        Machine = machine,
        Block = 8,
        Copy = new([16, 64], [1e-6, 3e-6]),
        Reorder = new([16, 64], [2e-6, 4e-6]),
        Elementwise = new([16, 64], [3e-6, 5e-6]),
        Transcendental = new([16, 64], [4e-6, 6e-6]),
    }.With(kinds.Select(kind => new LayerTimes(kind, [8, 16], [8, 24, 32], [1e-6, 2e-6, 3e-6, 4e-6, 5e-6, 6.5e-6], 1.5, 0.25)));
}
