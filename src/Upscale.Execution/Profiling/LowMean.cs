namespace Upscale.Execution.Profiling;

/// <summary>A time that other work on the machine hardly moves.</summary>
internal static class LowMean
{
    private const int Part = 3;

    /// <summary>Mean of the lowest third: interruptions only ever add.</summary>
    public static double Of(IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Take((sorted.Length + Part - 1) / Part).Average();
    }
}
