using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Arithmetic on two tensors, element by element, broadcast to one shape.</summary>
internal sealed class ArithmeticOperator : Operator
{
    private static readonly ImmutableDictionary<string, Func<long, long, long?>> Functions =
        ImmutableDictionary.CreateRange<string, Func<long, long, long?>>(
        [
            new("Add", (left, right) => unchecked(left + right)),
            new("Sub", (left, right) => unchecked(left - right)),
            new("Mul", (left, right) => unchecked(left * right)),
            new("Div", (left, right) => right is 0 or -1 ? null : left / right),
            new("Mod", (left, right) => right is 0 or -1 ? null : ((left % right) + right) % right),
        ]);

    private static readonly ImmutableDictionary<string, Func<float, float, float>> FloatFunctions =
        ImmutableDictionary.CreateRange<string, Func<float, float, float>>(
        [
            new("Add", (left, right) => left + right),
            new("Sub", (left, right) => left - right),
            new("Mul", (left, right) => left * right),
            new("Div", (left, right) => left / right),
        ]);

    public override ImmutableArray<string> OpTypes { get; } = ["Add", "Div", "Mod", "Mul", "Sub"];

    internal override void InferShapes(ShapeContext context)
    {
        context.Set(0, context.Broadcast(context.Input(0), context.Input(1)));
        if (context.Node.Int("fmod", 0) == 0 && context.Sizes(0) is { } left && context.Sizes(1) is { } right)
        {
            var function = Functions[context.Node.OpType];
            context.SetSizes(0, SizeVector.Combine([left, right], terms => Combine(terms[0], terms[1], function)));
        }
    }

    /// <summary>What is added; a factor may be anything, and so may what is divided by.</summary>
    internal override IReadOnlyList<int>? ZeroedBy(OperatorContext context)
    {
        int[] constants = [.. Enumerable.Range(0, context.InputCount).Where(input => context.Constant(input) is not null)];
        return context.Node.OpType switch
        {
            "Add" or "Sub" => constants,
            "Mul" => [],
            "Div" => constants is [1] && context.Constant(1)!.ElementType.IsFloat() && !context.Constant(1)!.ToFloats().Contains(0) ? [] : null,
            _ => null,
        };
    }

    internal override Tensor? Evaluate(OperatorContext context) =>
        context.Constant(0) is { } left && context.Constant(1) is { } right && FloatFunctions.TryGetValue(context.Node.OpType, out var function)
            ? TensorFunctions.Apply(left, right, function)
            : null;

    internal override bool FollowsRepeats => true;

    internal override Labels Labels(OperatorContext context) => "* -> *";

    private static SizeTerm Combine(SizeTerm left, SizeTerm right, Func<long, long, long?> function) => new(
        left.Value is { } first && right.Value is { } second ? function(first, second) : null,
        null,
        SizeOrigins.Union(left.Origins, right.Origins));
}
