using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Transformers, by how exporters write attention and what surrounds it.</summary>
internal static class TransformerFamilies
{
    private static readonly Dim Batch = Dim.Symbolic("N");

    public static IEnumerable<Family> All => [.. Projected, .. Scored, .. Surrounded, .. SharedHeads.All, .. UnusualAttention.All];

    private static IEnumerable<Family> Projected =>
    [
        Encoder("separate projections", Batch, (a, x) => a.Attend(a.Separate(x))),
        Encoder("separate projections, batch 1", 1, (a, x) => a.Attend(a.Separate(x))),
        Encoder("separate projections, batch 2", 2, (a, x) => a.Attend(a.Separate(x))),
        Encoder("fused projections that are split", Batch, (a, x) => a.Attend(a.FusedSplit(x))),
        Encoder("fused projections that are sliced", Batch, (a, x) => a.Attend(a.FusedSlices(x))),
        Encoder("fused projections that are gathered", Batch, (a, x) => a.Attend(a.FusedGathers(x))),
        Encoder("fused projections that are gathered, batch 1", 1, (a, x) => a.Attend(a.FusedGathers(x))),
        Encoder("fused projections that are split and squeezed", Batch, (a, x) => a.Attend(a.FusedSqueezes(x))),
        Encoder("fused projections of one head side by side", Batch, (a, x) => a.Attend(a.Interleaved(x))),
        Torch(1),
        Torch(2),
        Of("cross attention", t =>
        {
            var memory = t.Builder.Input("memory", Batch, 3, Transformer.Width);
            t.Encode(t.Tokens(Batch), x => With(t, a => a.Attend(a.Separate(x, memory))));
        }),
        Of("decoder", t =>
        {
            var memory = t.Builder.Input("memory", Batch, 3, Transformer.Width);
            var x = t.PreNorm(t.Tokens(Batch), t.LayerNormalization, y => With(t, a => a.Attend(a.FusedSplit(y))));
            t.Encode(x, y => With(t, a => a.Attend(a.Separate(y, memory))));
        }),
    ];

    private static IEnumerable<Family> Scored =>
    [
        Encoder("heads merged with the batch", 2, (a, x) => a.AttendFlat(a.Separate(x), 2)),
        Encoder("heads merged with a batch of 1", 1, (a, x) => a.AttendFlat(a.FusedGathers(x), 1)),
        Encoder("a scale that is computed", Batch, (a, x) => a.Attend(a.Scaled(a.Separate(x)), scores => scores)),
        Encoder("a scale that is computed, batch 1", 1, (a, x) => a.Attend(a.Scaled(a.FusedSplit(x)), scores => scores)),
        Of("positions relative to each other", t => t.Encode(t.Tokens(Batch), x => With(t, a => a.Attend(a.Separate(x), scores =>
            t.Builder.Add(scores, t.Builder.Uniform("relative", -1, 1, 1, Transformer.Heads, Transformer.Length, Transformer.Length)))))),
        Of("a constant mask", t => t.Encode(t.Tokens(Batch), x => With(t, a => a.Attend(a.Separate(x), scores =>
            t.Builder.Add(scores, t.Builder.Uniform("mask", -3, 0, 1, 1, Transformer.Length, Transformer.Length)))))),
        Of("a mask that is an input", t =>
        {
            var mask = t.Builder.Input("mask", Batch, Transformer.Length);
            var added = t.Builder.Node("Mul", [t.Builder.Node("Sub", [t.Scalar(1), t.Builder.Node("Unsqueeze", [mask, t.Integers(1, 2)])]), t.Scalar(-3)]);
            t.Encode(t.Tokens(Batch), x => With(t, a => a.Attend(a.Separate(x), scores => t.Builder.Add(scores, added))));
        }),
        Of("a mask that is computed from the scores", t => t.Encode(t.Tokens(Batch), x => With(t, a => a.Attend(a.Separate(x), scores =>
            t.Builder.Node("Where", [t.Builder.Node("Greater", [scores, t.Scalar(0.1f)]), scores, t.Scalar(-3)]))))),
        Of("a product by equations", t => t.Encode(t.Tokens(Batch), x => With(t, a =>
        {
            var p = a.Separate(x);
            var scores = t.Builder.Node("Einsum", [p.Queries, p.Keys], ("equation", "bhid,bhjd->bhij"));
            return t.Builder.Node("Einsum", [t.Builder.Node("Softmax", [scores], ("axis", -1L)), p.Values], ("equation", "bhij,bhjd->bhid"));
        }))),
    ];

    private static IEnumerable<Family> Surrounded =>
    [
        Of("normalization behind the residual", t =>
        {
            var x = t.PostNorm(t.Tokens(Batch), t.LayerNormalization, y => With(t, a => a.Attend(a.Separate(y))));
            t.Classify(t.PostNorm(x, t.LayerNormalization, y => t.Mlp(y, t.Gelu)));
        }),
        Of("normalization in elementary operators", t =>
        {
            var x = t.PreNorm(t.Tokens(Batch), t.DecomposedNormalization, y => With(t, a => a.Attend(a.Separate(y))));
            x = t.PostNorm(x, t.DecomposedNormalization, y => t.Mlp(y, t.Gelu));
            t.Builder.Output(t.Builder.Gemm(t.Pick(x, 1, 0), Transformer.Width, 7));
        }),
        Of("root mean square and a gated perceptron", t =>
        {
            var x = t.PreNorm(t.Tokens(Batch), t.RootMeanSquare, y => With(t, a => a.Attend(a.Separate(y))));
            t.Classify(t.PreNorm(x, t.RootMeanSquare, t.GatedMlp));
        }),
        Of("Gelu as an operator", t =>
        {
            var x = t.PreNorm(t.Tokens(Batch), t.LayerNormalization, y => With(t, a => a.Attend(a.Separate(y))));
            t.Classify(t.PreNorm(x, t.LayerNormalization, y => t.Mlp(y, z => t.Builder.Node("Gelu", [z]))));
        }) with { Opset = 20 },
        Of("patches and a class token", t => t.Encode(Patches(t, 1), x => With(t, a => a.Attend(a.FusedGathers(x))))),
        Of("patches and a class token for a free batch", t => t.Encode(Patches(t, Batch), x => With(t, a => a.Attend(a.FusedGathers(x))))),
        Of("two layers", t =>
        {
            var x = t.Tokens(Batch);
            for (var layer = 0; layer < 2; layer++)
            {
                x = t.PreNorm(x, t.LayerNormalization, y => With(t, a => a.Attend(a.FusedSplit(y))));
                x = t.PreNorm(x, t.LayerNormalization, y => t.Mlp(y, t.Gelu));
            }

            t.Classify(x);
        }),
    ];

    /// <summary>A 4 × 4 image in patches of 2 × 2, behind a class token that is repeated for the batch: 5 tokens.</summary>
    private static string Patches(Transformer t, Dim batch)
    {
        var b = t.Builder;
        var image = b.Input("image", batch, 3, 4, 4);
        var patches = b.Conv(image, 3, Transformer.Width, 2, stride: 2, pad: 0);
        var tokens = t.Transpose(t.Reshape(patches, 0, Transformer.Width, 4), 0, 2, 1);
        var first = b.Uniform("class", -1, 1, 1, 1, Transformer.Width);
        if (!batch.IsKnown)
        {
            var count = b.Node("Unsqueeze", [t.Pick(b.Node("Shape", [patches]), 0, 0), t.Integers(0)]);
            first = b.Node("Expand", [first, b.Concat(0, count, t.Integers(1, Transformer.Width))]);
        }

        return b.Add(b.Concat(1, first, tokens), b.Uniform("positions", -1, 1, 1, Transformer.Length, Transformer.Width));
    }

    private static Family Encoder(string name, Dim batch, Func<Attention, string, string> attend) =>
        Of(name, t => t.Encode(t.Tokens(batch), x => With(t, a => attend(a, x))));

    private static Family Torch(int batch) => Of($"projections of torch, batch {batch}", t =>
    {
        string Turn(string x) => t.Transpose(x, 1, 0, 2);
        t.Encode(t.Tokens(batch), x => With(t, a => a.Attend(a.Torch(Turn(x), batch))));
    });

    public static string With(Transformer transformer, Func<Attention, string> attend)
    {
        var attention = new Attention(transformer);
        return attention.Merge(attend(attention));
    }

    public static Family Of(string name, Action<Transformer> build) => new(name, builder => build(new(builder)));
}
