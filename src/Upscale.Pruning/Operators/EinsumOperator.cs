using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Sum of products by an equation such as <c>bij,bjk->bik</c>, which is its labels.</summary>
internal sealed class EinsumOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Einsum"];

    internal override void InferShapes(ShapeContext context)
    {
        if (Equation(context) is { } equation && Extents(context, equation.Inputs) is { } extents)
        {
            context.Set(0, new(equation.Output.Select(letter => extents.GetValueOrDefault(letter))));
        }
    }

    internal override Labels Labels(OperatorContext context) =>
        Equation(context) is not { } equation ? Pinned("its equation has an ellipsis or repeats a letter")
        : Extents(context, equation.Inputs) is null ? Pinned("its operands do not fit its equation axis by axis")
        : $"{string.Join(", ", equation.Inputs)} -> {equation.Output}";

    /// <summary>Product of the extents of all letters.</summary>
    internal override long Macs(OperatorContext context) =>
        Equation(context) is { } equation && Extents(context, equation.Inputs) is { } extents
            ? OperatorContext.Volume(new([.. equation.Output.Select(letter => extents[letter]),
                .. extents.Where(pair => !equation.Output.Contains(pair.Key, StringComparison.Ordinal)).Select(pair => pair.Value)]))
            : 0;

    /// <returns>null when the equation cannot be written as labels.</returns>
    private static (string[] Inputs, string Output)? Equation(OperatorContext context)
    {
        var sides = context.Node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal).Split("->");
        var inputs = sides[0].Split(',');
        var output = sides.Length > 1 ? sides[1] : string.Concat(sides[0].Where(char.IsAsciiLetter)
            .GroupBy(letter => letter).Where(group => group.Count() == 1).Select(group => group.Key).Order());
        return inputs.Append(output).All(operand => operand.All(char.IsAsciiLetter) && operand.Distinct().Count() == operand.Length)
            && inputs.All(operand => operand.Length > 0) && output.All(letter => sides[0].Contains(letter, StringComparison.Ordinal))
            ? (inputs, output)
            : null;
    }

    /// <returns>null when a rank differs or a letter stands for two sizes.</returns>
    private static Dictionary<char, Dim>? Extents(OperatorContext context, string[] inputs)
    {
        var extents = new Dictionary<char, Dim>();
        for (var input = 0; input < inputs.Length; input++)
        {
            if (context.Input(input) is not { } shape || shape.Rank != inputs[input].Length)
            {
                return null;
            }

            for (var axis = 0; axis < shape.Rank; axis++)
            {
                if (extents.TryGetValue(inputs[input][axis], out var dim) && dim != shape[axis])
                {
                    return null;
                }

                extents[inputs[input][axis]] = shape[axis];
            }
        }

        return extents;
    }
}
