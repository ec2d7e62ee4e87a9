using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Attention on heads that are merged with a batch of unknown size.</summary>
internal static class MergedHeads
{
    private const int Heads = Transformer.Heads;
    private const int HeadSize = Transformer.HeadSize;
    private const int Length = Transformer.Length;

    private static readonly Dim Batch = Dim.Symbolic("N");

    public static IEnumerable<Family> All =>
    [
        Of("heads merged with a free batch", (t, a, x) =>
            Attend(t, a.Separate(x), y => t.Reshape(y, -1, Length, HeadSize), y => t.Reshape(y, -1, Heads, Length, HeadSize), Softmax)),
        Of("heads merged with a free batch whose size is computed", (t, a, x) =>
        {
            var count = t.Builder.Node("Unsqueeze", [t.Pick(t.Builder.Node("Shape", [x]), 0, 0), t.Integers(0)]);
            var merged = t.Builder.Concat(0, t.Builder.Node("Mul", [count, t.Integers(Heads)]), t.Integers(Length, HeadSize));
            var split = t.Builder.Concat(0, count, t.Integers(Heads, Length, HeadSize));
            string Reshape(string y, string shape) => t.Builder.Node("Reshape", [y, shape]);
            return Attend(t, a.FusedSplit(x), y => Reshape(y, merged), y => Reshape(y, split), Softmax);
        }),
        Of("heads merged with a free batch whose size is computed back", (t, a, x) =>
        {
            string Split(string y)
            {
                var count = t.Builder.Node("Unsqueeze", [t.Pick(t.Builder.Node("Shape", [y]), 0, 0), t.Integers(0)]);
                var shape = t.Builder.Concat(0, t.Builder.Node("Div", [count, t.Integers(Heads)]), t.Integers(Heads, Length, HeadSize));
                return t.Builder.Node("Reshape", [y, shape]);
            }

            return Attend(t, a.Separate(x), y => t.Reshape(y, -1, Length, HeadSize), Split, Softmax);
        }),
        Of("heads merged with a free batch behind the tokens", (t, a, x) =>
        {
            var p = a.FusedGathers(x);
            string Merged(string y) => t.Transpose(t.Reshape(t.Transpose(y, 2, 0, 1, 3), Length, -1, HeadSize), 1, 0, 2);
            string Split(string y) => t.Transpose(t.Reshape(t.Transpose(y, 1, 0, 2), Length, -1, Heads, HeadSize), 1, 2, 0, 3);
            return Attend(t, p, Merged, Split, Softmax);
        }),
        Of("heads merged with a free batch and split from it with their channels", (t, a, x) =>
        {
            var p = a.Separate(x);
            string Merged(string y) => t.Reshape(y, -1, Length, HeadSize);
            string Tokens(string y) => t.Reshape(t.Transpose(y, 1, 0, 2), Length, -1, Transformer.Inner);
            return Attend(t, p, Merged, y => t.Transpose(t.Reshape(Tokens(y), Length, -1, Heads, HeadSize), 1, 2, 0, 3), Softmax);
        }),
        Of("scores merged with a free batch, masked while they are not", (t, a, x) =>
        {
            string Masked(string scores)
            {
                var split = t.Reshape(scores, -1, Heads, Length, Length);
                var masked = t.Builder.Add(split, t.Builder.Uniform("relative", -1, 1, 1, Heads, Length, Length));
                return Softmax(t, t.Reshape(masked, -1, Length, Length));
            }

            return Attend(t, a.Separate(x), y => t.Reshape(y, -1, Length, HeadSize), y => t.Reshape(y, -1, Heads, Length, HeadSize), (_, scores) => Masked(scores));
        }),
        Of("half of a batch merged with heads", (t, a, x) =>
        {
            string Merged(string y) => t.Reshape(y, -1, Length, HeadSize);
            string First(string y) => t.Builder.Node("Slice", [y, t.Integers(0), t.Integers(Heads), t.Integers(0)]);
            return Attend(t, a.Separate(x), y => First(Merged(y)), y => t.Reshape(y, -1, Heads, Length, HeadSize), Softmax);
        }),
    ];

    private static string Attend(
        Transformer t, Projections p, Func<string, string> merge, Func<string, string> split, Func<Transformer, string, string> softmax)
    {
        var scores = t.Product(merge(p.Queries), t.Transpose(merge(p.Keys), 0, 2, 1));
        return split(t.Product(softmax(t, scores), merge(p.Values)));
    }

    private static string Softmax(Transformer t, string scores) => t.Builder.Node("Softmax", [scores], ("axis", -1L));

    private static Family Of(string name, Func<Transformer, Attention, string, string> attend) =>
        TransformerFamilies.Of(name, t => t.Encode(t.Tokens(Batch), x => TransformerFamilies.With(t, a => attend(t, a, x))));
}
