namespace Upscale.Execution.Measuring;

/// <summary>Times of one model's runs.</summary>
/// <param name="Median">Half of the runs took no longer.</param>
/// <param name="Minimum">The shortest run.</param>
public readonly record struct Latency(TimeSpan Median, TimeSpan Minimum)
{
    internal static Latency Of(IReadOnlyCollection<TimeSpan> runs)
    {
        TimeSpan[] sorted = [.. runs.Order()];
        var middle = sorted.Length / 2;
        return new(sorted.Length % 2 == 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle], sorted[0]);
    }
}
