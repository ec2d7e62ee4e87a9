using System.Collections.Immutable;

namespace GlyphReader.Images;

/// <summary>The 36 classes, digits then capital letters, each drawn with a pen on a grid 6 wide and 8 high, y downwards.</summary>
internal static class StrokeFont
{
    /// <summary>The characters in class order.</summary>
    public const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The middle of the grid, about which glyphs are turned and scaled.</summary>
    public static readonly Point Centre = new(3, 4);

    /// <summary>Height of the grid.</summary>
    public const double Height = 8;

    private static readonly ImmutableArray<ImmutableArray<Segment>> Glyphs =
    [
        StrokePath.Parse("M3,0 Q0.5,0 0.5,4 Q0.5,8 3,8 Q5.5,8 5.5,4 Q5.5,0 3,0 M4.4,2 L1.6,6"),
        StrokePath.Parse("M1,2 L3,0 L3,8 M1,8 L5,8"),
        StrokePath.Parse("M0.2,2.2 Q0.4,0 3,0 Q5.8,0 5.8,2.2 Q5.8,4 0,8 L6,8"),
        StrokePath.Parse("M0.4,0 L5.6,0 L2.6,3.4 Q6,3.4 6,5.7 Q6,8 3,8 Q0.6,8 0,6.4"),
        StrokePath.Parse("M4.4,8 L4.4,0 L0,5.6 L6,5.6"),
        StrokePath.Parse("M5.4,0 L0.8,0 L0.4,3.6 Q1.6,2.8 3,2.8 Q6,2.8 6,5.4 Q6,8 3,8 Q0.8,8 0,6.6"),
        StrokePath.Parse("M5,0 Q0,1.5 0,5.4 Q0,8 3,8 Q6,8 6,5.5 Q6,3.2 3,3.2 Q0.4,3.2 0,5.4"),
        StrokePath.Parse("M0,0 L6,0 L2.2,8"),
        StrokePath.Parse("M3,3.8 Q0.5,3.8 0.5,1.9 Q0.5,0 3,0 Q5.5,0 5.5,1.9 Q5.5,3.8 3,3.8 Q0,3.8 0,5.9 Q0,8 3,8 Q6,8 6,5.9 Q6,3.8 3,3.8"),
        StrokePath.Parse("M1,8 Q6,6.5 6,2.6 Q6,0 3,0 Q0,0 0,2.5 Q0,4.8 3,4.8 Q5.6,4.8 6,2.6"),
        StrokePath.Parse("M0,8 L3,0 L6,8 M1.2,5 L4.8,5"),
        StrokePath.Parse("M0,8 L0,0 L3,0 Q5.4,0 5.4,2 Q5.4,4 3,4 L0,4 M3,4 Q6,4 6,6 Q6,8 3,8 L0,8"),
        StrokePath.Parse("M6,1.8 Q5,0 3,0 Q0,0 0,4 Q0,8 3,8 Q5,8 6,6.2"),
        StrokePath.Parse("M0,0 L0,8 L2,8 Q6,8 6,4 Q6,0 2,0 L0,0"),
        StrokePath.Parse("M6,0 L0,0 L0,8 L6,8 M0,4 L4.5,4"),
        StrokePath.Parse("M6,0 L0,0 L0,8 M0,4 L4.5,4"),
        StrokePath.Parse("M5.8,1.6 Q5,0 3,0 Q0,0 0,4 Q0,8 3,8 Q6,8 6,5 L6,4.4 L3.5,4.4"),
        StrokePath.Parse("M0,0 L0,8 M6,0 L6,8 M0,4 L6,4"),
        StrokePath.Parse("M1,0 L5,0 M3,0 L3,8 M1,8 L5,8"),
        StrokePath.Parse("M1.5,0 L6,0 M4.5,0 L4.5,5.5 Q4.5,8 2.2,8 Q0,8 0,5.8"),
        StrokePath.Parse("M0,0 L0,8 M6,0 L0,4.6 M1.8,3.3 L6,8"),
        StrokePath.Parse("M0,0 L0,8 L6,8"),
        StrokePath.Parse("M0,8 L0,0 L3,4.5 L6,0 L6,8"),
        StrokePath.Parse("M0,8 L0,0 L6,8 L6,0"),
        StrokePath.Parse("M3,0 Q0,0 0,4 Q0,8 3,8 Q6,8 6,4 Q6,0 3,0"),
        StrokePath.Parse("M0,8 L0,0 L3.2,0 Q6,0 6,2.3 Q6,4.6 3.2,4.6 L0,4.6"),
        StrokePath.Parse("M3,0 Q0,0 0,4 Q0,8 3,8 Q6,8 6,4 Q6,0 3,0 M3.6,5.4 L6.4,8.6"),
        StrokePath.Parse("M0,8 L0,0 L3.2,0 Q6,0 6,2.3 Q6,4.6 3.2,4.6 L0,4.6 M3,4.6 L6,8"),
        StrokePath.Parse("M5.8,1.6 Q5.2,0 3,0 Q0.2,0 0.2,2 Q0.2,3.6 3,4 Q6,4.4 6,6 Q6,8 3,8 Q0.6,8 0,6.4"),
        StrokePath.Parse("M0,0 L6,0 M3,0 L3,8"),
        StrokePath.Parse("M0,0 L0,5 Q0,8 3,8 Q6,8 6,5 L6,0"),
        StrokePath.Parse("M0,0 L3,8 L6,0"),
        StrokePath.Parse("M0,0 L1.5,8 L3,3 L4.5,8 L6,0"),
        StrokePath.Parse("M0,0 L6,8 M6,0 L0,8"),
        StrokePath.Parse("M0,0 L3,4 L6,0 M3,4 L3,8"),
        StrokePath.Parse("M0,0 L6,0 L0,8 L6,8 M1.5,4 L4.5,4"),
    ];

    /// <summary>The class of a character.</summary>
    /// <exception cref="ArgumentException">The character is neither a digit nor a capital letter.</exception>
    public static int ClassOf(char character)
    {
        int index = Alphabet.IndexOf(character, StringComparison.Ordinal);
        return index >= 0 ? index : throw new ArgumentException($"'{character}' is neither a digit nor a capital letter.", nameof(character));
    }

    /// <summary>The straight pieces of a class's strokes, in grid units.</summary>
    public static ImmutableArray<Segment> Segments(int glyph) => Glyphs[glyph];
}
