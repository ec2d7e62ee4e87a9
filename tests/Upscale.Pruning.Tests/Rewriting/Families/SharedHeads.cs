using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Keys and values that several heads of the queries read, and heads that are normalized.</summary>
internal static class SharedHeads
{
    private const int Heads = Transformer.Heads;
    private const int HeadSize = Transformer.HeadSize;
    private const int Length = Transformer.Length;
    private const int Groups = 2;
    private const int Repeats = Heads / Groups;

    private static readonly Dim Batch = Dim.Symbolic("N");

    public static IEnumerable<Family> All =>
    [
        Of("one key and value for all heads", Batch, (t, a, x) =>
        {
            string One(string name) => t.Builder.Node("Unsqueeze", [t.Linear(x, name, Transformer.Width, HeadSize), t.Integers(1)]);
            return a.Attend(new(a.Queries(x), One("one.keys"), One("one.values")));
        }),
        Grouped("one key and value for three heads", 1, (t, y) => Merged(t, Expanded(t, y, t.Integers(1, Groups, Repeats, Length, HeadSize)), 1)),
        Grouped("one key and value for three heads, free batch", Batch, (t, y) => Merged(t, Expanded(t, y, t.Integers(1, 1, Repeats, 1, 1)), 0)),
        Grouped("one key and value for three heads, expanded to a computed shape", Batch, (t, y) => Merged(t, Expanded(t, y, Computed(t, y)), 0)),
        Grouped("one key and value for three heads, tiled behind its own axis", Batch, (t, y) =>
            Merged(t, t.Builder.Node("Tile", [Unsqueezed(t, y), t.Integers(1, 1, Repeats, 1, 1)]), 0)),
        Grouped("one key and value for every third head, tiled", Batch, (t, y) => t.Builder.Node("Tile", [y, t.Integers(1, Repeats, 1, 1)])),
        Grouped("one key and value for three heads, gathered", Batch, (t, y) => t.Builder.Node("Gather", [y, t.Integers(0, 0, 0, 1, 1, 1)], ("axis", 1L))),
        Grouped("one key and value for every third head, joined with itself", Batch, (t, y) => t.Builder.Concat(1, y, y, y)),
        Of("one key and value for three heads, by broadcasting", Batch, (t, a, x) =>
        {
            string Broadcast(string y) => Unsqueezed(t, y);
            var queries = t.Reshape(a.Queries(x), 0, Groups, Repeats, Length, HeadSize);
            var scores = t.Product(queries, t.Transpose(Broadcast(KeysOrValues(t, x, "grouped.keys")), 0, 1, 2, 4, 3));
            var context = t.Product(t.Builder.Node("Softmax", [scores], ("axis", -1L)), Broadcast(KeysOrValues(t, x, "grouped.values")));
            return t.Reshape(context, 0, Heads, Length, HeadSize);
        }),
        Cosine("cosines", Batch, (t, y, norm) => norm),
        Cosine("cosines, expanded to the shape of what they divide", Batch, (t, y, norm) => t.Builder.Node("Expand", [norm, t.Builder.Node("Shape", [y])])),
        Cosine("cosines, expanded to the shape of what they divide, batch 1", 1, (t, y, norm) => t.Builder.Node("Expand", [norm, t.Builder.Node("Shape", [y])])),
        Of("heads that are normalized", Batch, (t, a, x) =>
        {
            string Normalized(string name, string y) => t.Builder.Node("LayerNormalization", [y, t.Builder.Uniform(name, 0.5f, 1.5f, HeadSize)]);
            var p = a.FusedSplit(x);
            return a.Attend(p with { Queries = Normalized("norm.queries", p.Queries), Keys = Normalized("norm.keys", p.Keys) });
        }),
        Of("heads whose root mean square is one", Batch, (t, a, x) =>
        {
            string Normalized(string y)
            {
                var square = t.Builder.Node("ReduceMean", [t.Builder.Node("Mul", [y, y])], ("axes", new long[] { -1 }));
                return t.Builder.Node("Div", [y, t.Builder.Node("Sqrt", [t.Builder.Add(square, t.Scalar(1e-5f))])]);
            }

            var p = a.FusedGathers(x);
            return a.Attend(p with { Queries = Normalized(p.Queries), Keys = Normalized(p.Keys) });
        }),
    ];

    private static Family Grouped(string name, Dim batch, Func<Transformer, string, string> repeat) => Of(name, batch, (t, a, x) =>
        a.Attend(new(a.Queries(x), repeat(t, KeysOrValues(t, x, "grouped.keys")), repeat(t, KeysOrValues(t, x, "grouped.values")))));

    /// <summary>[N, G, T, D].</summary>
    private static string KeysOrValues(Transformer t, string x, string name) =>
        t.Transpose(t.Reshape(t.Linear(x, name, Transformer.Width, Groups * HeadSize), 0, Length, Groups, HeadSize), 0, 2, 1, 3);

    private static string Unsqueezed(Transformer t, string y) => t.Builder.Node("Unsqueeze", [y, t.Integers(2)]);

    private static string Expanded(Transformer t, string y, string shape) => t.Builder.Node("Expand", [Unsqueezed(t, y), shape]);

    private static string Merged(Transformer t, string y, long batch) => t.Reshape(y, batch, Heads, Length, HeadSize);

    /// <summary>As torch expands: sizes of the tensor where they are asked for, and 1 for each -1.</summary>
    private static string Computed(Transformer t, string y)
    {
        var b = t.Builder;
        var sizes = b.Node("Shape", [y]);
        string Size(long axis) => b.Node("Unsqueeze", [t.Pick(sizes, 0, axis), t.Integers(0)]);
        var shape = b.Concat(0, Size(0), Size(1), t.Integers(Repeats), Size(2), Size(3));
        var ones = b.Node("ConstantOfShape", [t.Integers(5)], ("value", Tensor.FromInt64s("one", [1], [1])));
        return b.Node("Where", [b.Node("Equal", [shape, b.Node("Mul", [ones, t.Integers(-1)])]), ones, shape]);
    }

    private static Family Cosine(string name, Dim batch, Func<Transformer, string, string, string> shape) => Of(name, batch, (t, a, x) =>
    {
        string Normalized(string y)
        {
            var norm = t.Builder.Node("ReduceL2", [y], ("axes", new long[] { -1 }), ("keepdims", 1L));
            return t.Builder.Node("Div", [y, shape(t, y, t.Builder.Node("Clip", [norm, t.Scalar(1e-12f)]))]);
        }

        var p = a.FusedGathers(x);
        var scale = t.Builder.Node("Exp", [t.Builder.Node("Clip", [t.Builder.Uniform("logits", 0, 2, Heads, 1, 1), "", t.Scalar(1.5f)])]);
        return a.Attend(p with { Queries = Normalized(p.Queries), Keys = Normalized(p.Keys) }, scores => t.Builder.Node("Mul", [scores, scale]));
    });

    private static Family Of(string name, Dim batch, Func<Transformer, Attention, string, string> attend) =>
        TransformerFamilies.Of(name, t => t.Encode(t.Tokens(batch), x => TransformerFamilies.With(t, a => attend(t, a, x))));
}
