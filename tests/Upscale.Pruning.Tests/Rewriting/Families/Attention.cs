namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Queries, keys and values [N, H, T, D].</summary>
internal readonly record struct Projections(string Queries, string Keys, string Values);

/// <summary>Ways to write multi-head attention. Weights are named after what they make, so that tests can find them.</summary>
internal sealed class Attention(Transformer transformer)
{
    private const int Width = Transformer.Width;
    private const int Heads = Transformer.Heads;
    private const int HeadSize = Transformer.HeadSize;
    private const int Inner = Transformer.Inner;

    private static readonly float Root = 1 / MathF.Sqrt(HeadSize);

    public string Name { get; } = transformer.Name("attention");

    public Projections Separate(string x) => Separate(x, x);

    public Projections Separate(string x, string memory) => new(
        Queries(x),
        Split(transformer.Linear(memory, $"{Name}.key", Width, Inner)),
        Split(transformer.Linear(memory, $"{Name}.value", Width, Inner)));

    public string Queries(string x) => Split(transformer.Linear(x, $"{Name}.query", Width, Inner));

    public Projections FusedSplit(string x)
    {
        var parts = transformer.Builder.NodeMany("Split", [Fused(x), transformer.Integers(Inner, Inner, Inner)], 3, ("axis", -1L));
        return new(Split(parts[0]), Split(parts[1]), Split(parts[2]));
    }

    public Projections FusedSlices(string x)
    {
        var fused = Fused(x);
        string Part(int i) => Split(transformer.Builder.Node(
            "Slice", [fused, transformer.Integers(i * Inner), transformer.Integers((i + 1) * Inner), transformer.Integers(2), transformer.Integers(1)]));
        return new(Part(0), Part(1), Part(2));
    }

    /// <summary>[N, T, 3·H·D] → [3, N, H, T, D], from which three are picked.</summary>
    public Projections FusedGathers(string x)
    {
        var stacked = transformer.Transpose(transformer.Reshape(Fused(x), 0, Transformer.Length, 3, Heads, HeadSize), 2, 0, 3, 1, 4);
        return new(transformer.Pick(stacked, 0, 0), transformer.Pick(stacked, 0, 1), transformer.Pick(stacked, 0, 2));
    }

    /// <summary>As before, cut by a Split whose parts are squeezed.</summary>
    public Projections FusedSqueezes(string x)
    {
        var stacked = transformer.Transpose(transformer.Reshape(Fused(x), 0, Transformer.Length, 3, Heads, HeadSize), 2, 0, 3, 1, 4);
        var parts = transformer.Builder.NodeMany("Split", [stacked, transformer.Integers(1, 1, 1)], 3, ("axis", 0L));
        string Part(int i) => transformer.Builder.Node("Squeeze", [parts[i], transformer.Integers(0)]);
        return new(Part(0), Part(1), Part(2));
    }

    /// <summary>Every head has its query, key and value side by side: [N, T, H, 3·D].</summary>
    public Projections Interleaved(string x)
    {
        var heads = transformer.Transpose(transformer.Reshape(Fused(x, "interleaved"), 0, Transformer.Length, Heads, 3 * HeadSize), 0, 2, 1, 3);
        var parts = transformer.Builder.NodeMany("Split", [heads, transformer.Integers(HeadSize, HeadSize, HeadSize)], 3, ("axis", 3L));
        return new(parts[0], parts[1], parts[2]);
    }

    /// <summary>torch.nn.MultiheadAttention: tokens first, [T, N, 3·H·D] → [3, T, N, H·D] → [N·H, T, D] → [N, H, T, D].</summary>
    public Projections Torch(string x, long batch)
    {
        var stacked = transformer.Reshape(Fused(x), Transformer.Length, batch, 3, Inner);
        var moved = transformer.Transpose(transformer.Builder.Node("Unsqueeze", [stacked, transformer.Integers(0)]), 3, 1, 2, 0, 4);
        var parts = transformer.Builder.Node("Squeeze", [moved, transformer.Integers(3)]);
        string Part(int i)
        {
            var merged = transformer.Reshape(transformer.Pick(parts, 0, i), Transformer.Length, batch * Heads, HeadSize);
            return transformer.Reshape(transformer.Transpose(merged, 1, 0, 2), batch, Heads, Transformer.Length, HeadSize);
        }

        return new(Part(0), Part(1), Part(2));
    }

    /// <summary>[N, H, T, D]; scores are scaled by a constant quotient.</summary>
    public string Attend(Projections p) => Attend(p, scores => transformer.Builder.Node("Div", [scores, transformer.Scalar(1 / Root)]));

    public string Attend(Projections p, Func<string, string> scores)
    {
        var products = transformer.Product(p.Queries, transformer.Transpose(p.Keys, 0, 1, 3, 2));
        return transformer.Product(transformer.Builder.Node("Softmax", [scores(products)], ("axis", -1L)), p.Values);
    }

    /// <summary>The same on [N·H, T, D].</summary>
    public string AttendFlat(Projections p, long batch)
    {
        string Flat(string x) => transformer.Reshape(x, batch * Heads, -1, HeadSize);
        var queries = transformer.Builder.Node("Mul", [Flat(p.Queries), transformer.Scalar(Root)]);
        var scores = transformer.Builder.Node("Softmax", [transformer.Product(queries, transformer.Transpose(Flat(p.Keys), 0, 2, 1))], ("axis", -1L));
        return transformer.Reshape(transformer.Product(scores, Flat(p.Values)), batch, Heads, -1, HeadSize);
    }

    /// <summary>Queries and keys are multiplied by the fourth root of a size that is read from the tensor.</summary>
    public Projections Scaled(Projections p)
    {
        var b = transformer.Builder;
        var size = b.Node("Slice", [b.Node("Shape", [p.Queries]), transformer.Integers(-1), transformer.Integers(long.MaxValue)]);
        var root = b.Node("Sqrt", [b.Node("Div", [b.Constant(transformer.Name("one"), [1], [1]), b.Node("Sqrt", [b.Node("Cast", [size], ("to", 1L))])])]);
        return p with { Queries = b.Node("Mul", [p.Queries, root]), Keys = b.Node("Mul", [p.Keys, root]) };
    }

    /// <summary>[N, H, T, D] → [N, T, C].</summary>
    public string Merge(string context) =>
        transformer.Linear(transformer.Reshape(transformer.Transpose(context, 0, 2, 1, 3), 0, -1, Inner), $"{Name}.output", Inner, Width);

    /// <summary>[N, T, H·D] → [N, H, T, D].</summary>
    private string Split(string x) => transformer.Transpose(transformer.Reshape(x, 0, -1, Heads, HeadSize), 0, 2, 1, 3);

    private string Fused(string x, string kind = "fused") => transformer.Linear(x, $"{Name}.{kind}", Width, 3 * Inner);
}
