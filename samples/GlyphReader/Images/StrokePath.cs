using System.Collections.Immutable;
using System.Globalization;

namespace GlyphReader.Images;

/// <summary>Reads strokes written as in SVG: <c>M x,y</c> lifts the pen, <c>L x,y</c> draws a line, <c>Q cx,cy x,y</c> a quadratic Bézier curve.</summary>
internal static class StrokePath
{
    private const int CurvePieces = 6;

    /// <summary>Parses a path and replaces its curves by straight pieces.</summary>
    public static ImmutableArray<Segment> Parse(string path)
    {
        var segments = ImmutableArray.CreateBuilder<Segment>();
        string[] words = path.Split(' ');
        var pen = new Point(0, 0);
        for (int i = 0; i < words.Length; i++)
        {
            Point target = ParsePoint(words[i].AsSpan(1));
            switch (words[i][0])
            {
                case 'M':
                    pen = target;
                    break;
                case 'L':
                    segments.Add(new Segment(pen, target));
                    pen = target;
                    break;
                case 'Q':
                    Point end = ParsePoint(words[++i]);
                    AddCurve(segments, pen, target, end);
                    pen = end;
                    break;
                default:
                    throw new FormatException($"'{words[i]}' is not a pen movement.");
            }
        }

        return segments.ToImmutable();
    }

    private static void AddCurve(ImmutableArray<Segment>.Builder segments, Point start, Point control, Point end)
    {
        Point previous = start;
        for (int piece = 1; piece <= CurvePieces; piece++)
        {
            double t = (double)piece / CurvePieces;
            double s = 1 - t;
            var next = new Point(
                (s * s * start.X) + (2 * s * t * control.X) + (t * t * end.X),
                (s * s * start.Y) + (2 * s * t * control.Y) + (t * t * end.Y));
            segments.Add(new Segment(previous, next));
            previous = next;
        }
    }

    private static Point ParsePoint(ReadOnlySpan<char> text)
    {
        int comma = text.IndexOf(',');
        return new Point(
            double.Parse(text[..comma], CultureInfo.InvariantCulture),
            double.Parse(text[(comma + 1)..], CultureInfo.InvariantCulture));
    }
}
