using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Attention in forms that few networks use.</summary>
internal static class UnusualAttention
{
    private const int Heads = Transformer.Heads;
    private const int Length = Transformer.Length;

    private static readonly Dim Batch = Dim.Symbolic("N");

    public static IEnumerable<Family> All =>
    [
        .. MergedHeads.All,
        Of("heads that talk to each other", Batch, (t, a, x) => a.Attend(a.Separate(x), scores =>
        {
            var mixed = t.Product(t.Transpose(scores, 0, 2, 3, 1), t.Builder.Weight("talk", Heads, Heads));
            return t.Transpose(mixed, 0, 3, 1, 2);
        })),
        Of("a prefix that was learnt", 1, (t, a, x) =>
        {
            string Behind(string name, string y) => t.Builder.Concat(2, t.Builder.Uniform(name, -1, 1, 1, Heads, 2, Transformer.HeadSize), y);
            var p = a.FusedGathers(x);
            return a.Attend(p with { Keys = Behind("prefix.keys", p.Keys), Values = Behind("prefix.values", p.Values) });
        }),
        Of("positions that rotate", Batch, (t, a, x) =>
        {
            var (cosine, sine) = (t.Builder.Uniform("cosine", -1, 1, Length, Transformer.HeadSize), t.Builder.Uniform("sine", -1, 1, Length, Transformer.HeadSize));
            string Half(string y, long from, long to) => t.Builder.Node("Slice", [y, t.Integers(from), t.Integers(to), t.Integers(3)]);
            string Rotate(string y)
            {
                var turned = t.Builder.Concat(-1, t.Builder.Node("Neg", [Half(y, 2, long.MaxValue)]), Half(y, 0, 2));
                return t.Builder.Add(t.Builder.Node("Mul", [y, cosine]), t.Builder.Node("Mul", [turned, sine]));
            }

            var p = a.Separate(x);
            return a.Attend(p with { Queries = Rotate(p.Queries), Keys = Rotate(p.Keys) });
        }),
        Of("weights of attention that are an output", Batch, (t, a, x) => a.Attend(a.Separate(x), scores =>
        {
            t.Builder.Output(t.Builder.Node("ReduceMean", [t.Builder.Node("Softmax", [scores], ("axis", -1L))], ("axes", new long[] { 1 })));
            return scores;
        })),
        Of("attention over channels", Batch, (t, a, x) =>
        {
            var p = a.Separate(x);
            var scores = t.Builder.Node("Softmax", [t.Product(t.Transpose(p.Keys, 0, 1, 3, 2), p.Queries)], ("axis", -1L));
            return t.Product(p.Values, scores);
        }),
        Of("queries that are keys too", Batch, (t, a, x) =>
        {
            var queries = a.Queries(x);
            return a.Attend(new(queries, queries, queries));
        }),
        Of("scores that are scaled per head", Batch, (t, a, x) => a.Attend(a.Separate(x), scores =>
            t.Builder.Node("Div", [scores, t.Builder.Uniform("temperature", 1, 3, Heads, 1, 1)]))),
        Of("half of the heads twice", Batch, (t, a, x) =>
        {
            var context = a.Attend(a.Separate(x));
            return t.Builder.Node("Gather", [context, t.Integers(1, 3, 5, 1, 3, 5)], ("axis", 1L));
        }),
        Of("heads in reverse order", Batch, (t, a, x) =>
        {
            var context = a.Attend(a.Separate(x));
            return t.Builder.Add(context, t.Builder.Node("Gather", [context, t.Integers(5, 4, 3, 2, 1, 0)], ("axis", 1L)));
        }),
        Of("channels of a head in reverse order", Batch, (t, a, x) =>
        {
            var p = a.Separate(x);
            return a.Attend(p with { Queries = t.Builder.Node("Gather", [p.Queries, t.Integers(3, 2, 1, 0)], ("axis", 3L)) });
        }),
        Of("a gate per head", Batch, (t, a, x) =>
        {
            var gate = t.Builder.Node("Sigmoid", [t.Linear(x, "gates", Transformer.Width, Heads)]);
            return t.Builder.Node("Mul", [a.Attend(a.Separate(x)), t.Builder.Node("Unsqueeze", [t.Transpose(gate, 0, 2, 1), t.Integers(3)])]);
        }),
        Of("a gate per channel", Batch, (t, a, x) =>
        {
            var gate = t.Reshape(t.Builder.Node("Sigmoid", [t.Linear(x, "gates", Transformer.Width, Transformer.Inner)]), 0, Length, Heads, Transformer.HeadSize);
            return t.Builder.Node("Mul", [a.Attend(a.Separate(x)), t.Transpose(gate, 0, 2, 1, 3)]);
        }),
        Of("two attentions over one set of values", Batch, (t, a, x) =>
        {
            var (p, other) = (a.Separate(x), new Attention(t).Queries(x));
            return t.Builder.Add(a.Attend(p), a.Attend(p with { Queries = other }));
        }),
        Of("scores of one attention in another", Batch, (t, a, x) =>
        {
            var b = t.Builder;
            var (p, other) = (a.Separate(x), new Attention(t));
            var scores = t.Product(p.Queries, t.Transpose(p.Keys, 0, 1, 3, 2));
            return b.Add(a.Attend(p, _ => scores), t.Reshape(other.Attend(other.FusedSplit(x), own => b.Add(own, scores)), 0, Heads, Length, Transformer.HeadSize));
        }),
    ];

    private static Family Of(string name, Dim batch, Func<Transformer, Attention, string, string> attend) =>
        TransformerFamilies.Of(name, t => t.Encode(t.Tokens(batch), x => TransformerFamilies.With(t, a => attend(t, a, x))));
}
