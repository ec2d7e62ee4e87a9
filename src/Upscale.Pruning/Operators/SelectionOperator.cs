using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Operators whose result has as many entries as the values of their input decide.</summary>
internal sealed class SelectionOperator : Operator
{
    private static readonly ImmutableDictionary<string, Func<ShapeContext, Shape?>> Outputs =
        ImmutableDictionary.CreateRange<string, Func<ShapeContext, Shape?>>(
        [
            new("Compress", context => context.Node.HasAttribute("axis")
                ? context.Input(0) is { } input && OperatorContext.Axis(context.Node.Int("axis", 0), input.Rank) is { } axis
                    ? input.With(axis, Dim.Unknown)
                    : null
                : DimArithmetic.OfRank(1)),
            new("NonMaxSuppression", _ => new(Dim.Unknown, 3)),
            new("NonZero", context => new(context.Input(0) is { } input ? input.Rank : Dim.Unknown, Dim.Unknown)),
        ]);

    public override ImmutableArray<string> OpTypes { get; } = [.. Outputs.Keys.Order(StringComparer.Ordinal)];

    internal override void InferShapes(ShapeContext context) => context.Set(0, Outputs[context.Node.OpType](context));

    internal override Labels Labels(OperatorContext context) => Pinned("the values of its input decide what it returns");
}
