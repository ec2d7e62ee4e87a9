using System.Diagnostics;
using System.Globalization;

namespace GlyphReader.Comparison;

/// <summary>Compares how long runs take.</summary>
internal static class Latency
{
    /// <summary>What the figures are.</summary>
    public static readonly string Explanation = string.Create(CultureInfo.InvariantCulture, $"median of {Rounds * RunsPerRound} runs, dense and pruned in turns");

    private const int Rounds = 100;
    private const int RunsPerRound = 10;

    /// <summary>Times two alternatives in turns, so that a disturbance of the machine hits both.</summary>
    /// <returns>The median of each one's 1,000 runs; the first round is a warm-up.</returns>
    public static (TimeSpan First, TimeSpan Second) Medians(Action first, Action second)
    {
        var firstTimes = new List<TimeSpan>(Rounds * RunsPerRound);
        var secondTimes = new List<TimeSpan>(Rounds * RunsPerRound);
        for (int round = 0; round <= Rounds; round++)
        {
            Time(first, firstTimes);
            Time(second, secondTimes);
            if (round == 0)
            {
                firstTimes.Clear();
                secondTimes.Clear();
            }
        }

        return (Median(firstTimes), Median(secondTimes));
    }

    private static void Time(Action run, List<TimeSpan> times)
    {
        for (int i = 0; i < RunsPerRound; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start));
        }
    }

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
