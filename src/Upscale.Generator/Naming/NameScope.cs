using System.Globalization;

namespace Upscale.Generator.Naming;

/// <summary>The names that are taken in one scope of the generated code.</summary>
internal sealed class NameScope(params IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);

    /// <summary>Takes the first free name among <paramref name="stem"/>, <c>stem2</c>, <c>stem3</c> and so on.</summary>
    public string Take(string stem) => Take(stem, [""]);

    /// <summary>Takes the first free stem all of whose suffixed forms are free.</summary>
    /// <returns>The stem; each of its suffixed forms is taken.</returns>
    public string Take(string stem, IReadOnlyList<string> suffixes)
    {
        string candidate = stem;
        for (int number = 2; suffixes.Any(suffix => _taken.Contains(candidate + suffix)); number++)
        {
            string separator = char.IsDigit(stem[stem.Length - 1]) ? "_" : "";
            candidate = stem + separator + number.ToString(CultureInfo.InvariantCulture);
        }

        foreach (string suffix in suffixes)
        {
            _taken.Add(candidate + suffix);
        }

        return candidate;
    }

    public IEnumerable<string> Taken => _taken;
}
