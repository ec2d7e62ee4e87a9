namespace Upscale.Build.Items;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    private const int ShortWord = 4;

    private const int MediumWord = 5;

    private const int LongWord = 10;

    /// <summary>The word that takes the fewest edits, the first of several; null when none is near.</summary>
    /// <param name="text">What was written; case does not matter.</param>
    /// <param name="words">What could have been.</param>
    public static string? Nearest(string text, IEnumerable<string> words)
    {
        string? nearest = null;
        int fewest = int.MaxValue;
        foreach (string word in words)
        {
            int edits = Edits(text.ToUpperInvariant(), word.ToUpperInvariant());
            if (edits < fewest && IsNear(text, word, edits))
            {
                (nearest, fewest) = (word, edits);
            }
        }

        return nearest;
    }

    /// <summary>One letter in short words, two in others, three in long ones. Another letter in the shortest makes another word: Size is not Side.</summary>
    private static bool IsNear(string text, string word, int edits) => word.Length switch
    {
        <= ShortWord => edits <= 1 && (text.Length != word.Length || SameLetters(text, word)),
        <= MediumWord => edits <= 1,
        < LongWord => edits <= 2,
        _ => edits <= 3,
    };

    private static bool SameLetters(string a, string b) =>
        a.ToUpperInvariant().OrderBy(c => c).SequenceEqual(b.ToUpperInvariant().OrderBy(c => c));

    /// <summary>Letters to insert, remove, replace, or swap with their neighbour.</summary>
    private static int Edits(string a, string b)
    {
        int[][] edits = [.. Enumerable.Range(0, a.Length + 1).Select(_ => new int[b.Length + 1])];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                edits[i][j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    edits[i][j] = Math.Min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }

        return edits[a.Length][b.Length];
    }
}
