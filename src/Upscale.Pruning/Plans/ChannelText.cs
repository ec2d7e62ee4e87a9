using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Upscale.Pruning.Plans;

/// <summary>Channel numbers as text that a person can read and a version control system can compare: <c>0-3,7,9-20</c>.</summary>
internal static class ChannelText
{
    public static string Format(IReadOnlyList<int> channels)
    {
        var text = new StringBuilder();
        for (var i = 0; i < channels.Count;)
        {
            var end = i;
            while (end + 1 < channels.Count && channels[end + 1] == channels[end] + 1)
            {
                end++;
            }

            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{channels[i]}");
            if (end > i)
            {
                text.Append(end == i + 1 ? ',' : '-').Append(CultureInfo.InvariantCulture, $"{channels[end]}");
            }

            i = end + 1;
        }

        return text.ToString();
    }

    /// <returns>null when the text is not a list of numbers and ascending ranges below the limit.</returns>
    public static ImmutableArray<int>? Parse(string text, int limit)
    {
        var result = ImmutableArray.CreateBuilder<int>();
        foreach (var part in text.Length == 0 ? [] : text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryNumber(ends[0], limit, out var first) || !TryNumber(ends[^1], limit, out var last) || last < first)
            {
                return null;
            }

            for (var channel = first; channel <= last && result.Count <= limit; channel++)
            {
                result.Add(channel);
            }
        }

        return result.Count <= limit && result.Distinct().Count() == result.Count ? result.ToImmutable() : null;
    }

    private static bool TryNumber(string text, int limit, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < limit;
}
