using System.Globalization;

namespace Upscale.Generator.Naming;

/// <summary>The names that are taken in one scope of the generated code.</summary>
internal sealed class NameScope(params IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);

    public IEnumerable<string> Taken => _taken;

    /// <summary>The names to try for something, best first: <paramref name="stem"/>, <c>stem2</c>, <c>stem3</c> and so on.</summary>
    public static IEnumerable<string> Candidates(string stem)
    {
        yield return stem;
        string separator = char.IsDigit(stem[stem.Length - 1]) ? "_" : "";
        for (int number = 2; ; number++)
        {
            yield return stem + separator + number.ToString(CultureInfo.InvariantCulture);
        }
    }

    public bool IsFree(string name) => !_taken.Contains(name);

    /// <summary>Takes the first free candidate.</summary>
    public string Take(string stem)
    {
        string name = Candidates(stem).First(IsFree);
        _taken.Add(name);
        return name;
    }
}
