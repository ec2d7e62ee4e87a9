using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Functions of one to many tensors, element by element, broadcast to one shape.</summary>
internal sealed class BroadcastOperator : Operator
{
    /// <summary>What exporters put behind sizes: which are -1, and what to take instead.</summary>
    private static readonly ImmutableDictionary<string, Func<SizeTerm[], SizeTerm>> SizeFunctions =
        ImmutableDictionary.CreateRange<string, Func<SizeTerm[], SizeTerm>>(
        [
            new("Equal", terms => terms is [var left, var right] ? Equal(left, right) : SizeTerm.Unknown),
            new("Where", terms => terms is [var condition, var left, var right] ? Where(condition, left, right) : SizeTerm.Unknown),
        ]);

    private static readonly ImmutableDictionary<string, Func<float, float, float>> FloatFunctions =
        ImmutableDictionary.CreateRange<string, Func<float, float, float>>(
        [
            new("Max", MathF.Max),
            new("Min", MathF.Min),
        ]);

    public override ImmutableArray<string> OpTypes { get; } =
    [
        "And", "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual",
        "Max", "Mean", "Min", "Or", "Pow", "Sum", "Where", "Xor", "com.microsoft:BiasGelu", "com.microsoft:FastGelu",
    ];

    internal override void InferShapes(ShapeContext context)
    {
        context.Set(0, context.Broadcast([.. Enumerable.Range(0, context.InputCount).Where(context.HasInput).Select(context.Input)]));
        if (SizeFunctions.TryGetValue(context.Node.OpType, out var function)
            && Enumerable.Range(0, context.InputCount).Select(context.Sizes).ToArray() is var sizes && sizes.Length > 0 && !sizes.Contains(null))
        {
            context.SetSizes(0, SizeVector.Combine(sizes!, function));
        }
    }

    internal override Tensor? Evaluate(OperatorContext context) =>
        context.InputCount == 2 && context.Constant(0) is { } left && context.Constant(1) is { } right
        && FloatFunctions.TryGetValue(context.Node.OpType, out var function)
            ? TensorFunctions.Apply(left, right, function)
            : null;

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context) => "* -> *";

    /// <summary>1, 0 or unknown; the extent of an axis, even of unknown size, is never negative.</summary>
    private static SizeTerm Equal(SizeTerm left, SizeTerm right) => new(
        left.Value is not null && right.Value is not null ? (left.Value == right.Value ? 1 : 0)
            : (left.Symbol is not null && right.Value < 0) || (right.Symbol is not null && left.Value < 0) ? 0 : null,
        null,
        SizeOrigins.Union(left.Origins, right.Origins));

    private static SizeTerm Where(SizeTerm condition, SizeTerm left, SizeTerm right)
    {
        var picked = condition.Value is null ? SizeTerm.Unknown : condition.Value != 0 ? left : right;
        var origins = condition.Value is null ? SizeOrigins.Union(left.Origins, right.Origins) : picked.Origins;
        return picked with { Origins = SizeOrigins.Union(condition.Origins, origins) };
    }
}
