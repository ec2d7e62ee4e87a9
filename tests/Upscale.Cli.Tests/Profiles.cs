using Upscale.Execution.Profiling;
using Upscale.Pruning.Costs;

namespace Upscale.Cli.Tests;

/// <summary>Profiles on disk that no machine measured.</summary>
internal static class Profiles
{
    /// <summary>Saves a profile without layers.</summary>
    /// <param name="block">Its block.</param>
    /// <param name="copySeconds">What a copy or a reorder takes, whatever its size.</param>
    /// <returns>The path of the file.</returns>
    public static string Save(TemporaryDirectory folder, int block, double copySeconds = 1e-6)
    {
        var same = new MemoryTimes([1, 2], [copySeconds, copySeconds]);
        var path = folder.Locate("profile.json");
        CostTableFile.Save(
            new() { Machine = new("processor", "runtime", 1), Block = block, Copy = same, Reorder = same, Elementwise = same, Transcendental = same }, path);
        return path;
    }
}
