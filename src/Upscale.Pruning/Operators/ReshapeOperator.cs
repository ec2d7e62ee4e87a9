using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>The same elements in the shape that input 1 names: 0 copies the input's extent, one -1 takes what remains.</summary>
internal sealed class ReshapeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Reshape"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Sizes(1) is { Dims.Length: 1 } target)
        {
            var output = Target(context, context.Input(0), target.Terms);
            context.Set(0, output);
            context.SetSizes(0, context.Sizes(0)?.Reshape(output));
        }
        else if (context.Length(1) is { } rank)
        {
            context.Set(0, DimArithmetic.OfRank(rank));
        }
    }

    internal override Labels Labels(OperatorContext context) => Pinned("it rearranges its axes");

    private static Shape Target(ShapeContext context, Shape? input, ImmutableArray<SizeTerm> terms)
    {
        var copies = context.Node.Int("allowzero", 0) == 0;
        var dims = terms.Select((term, axis) => term.Value == 0 && copies ? axis < input?.Rank ? input[axis] : Dim.Unknown : term.Dim).ToArray();
        if (terms.Any(term => term.Value < -1) || terms.Count(term => term.Value == -1) > 1)
        {
            throw context.Contradiction("sizes with at most one -1", $"[{string.Join(",", terms.Select(term => term.Value))}]");
        }

        var open = Enumerable.Range(0, dims.Length).Where(axis => dims[axis] == Dim.Unknown && !(terms[axis].Value == 0 && copies)).ToArray();
        if (input is not null && open is [var free])
        {
            var copied = Enumerable.Range(0, dims.Length).Where(axis => terms[axis].Value == 0 && copies).ToArray();
            var whole = DimProduct.Of(input.Where((_, axis) => !copied.Contains(axis)));
            var rest = DimProduct.Of(dims.Where((_, axis) => axis != free && !copied.Contains(axis)));
            dims[free] = whole.DividedBy(rest) ?? throw context.Contradiction($"a divisor of the elements of {input}", $"[{string.Join(",", dims)}]");
        }
        else if (input?.ElementCount is { } count && new Shape(dims).ElementCount is { } made && count != made)
        {
            throw context.Contradiction($"{count} elements", $"[{string.Join<Dim>(",", dims)}]");
        }

        return new(dims);
    }
}
