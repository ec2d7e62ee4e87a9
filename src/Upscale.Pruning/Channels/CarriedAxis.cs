using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Channels;

/// <summary>What must be narrowed so that a node makes only some positions of an axis of its output: the axis wherever it comes from.</summary>
/// <param name="Large">Computed inputs of the output's own size: none where the node makes the axis out of constants or small inputs.</param>
/// <param name="Small">Computed inputs that are broadcast over other axes, such as the gates of squeeze-and-excitation.</param>
/// <param name="Constants">Constants that lie on the axis.</param>
internal sealed record CarriedAxis(ImmutableArray<OperandAxis> Large, ImmutableArray<OperandAxis> Small, ImmutableArray<OperandAxis> Constants)
{
    /// <summary>The first large input.</summary>
    public OperandAxis? Main => Large.FirstOrDefault();

    /// <param name="context">A node with one output.</param>
    /// <param name="axis">Axis of that output.</param>
    /// <returns>null when the axis is mixed or counted, or narrowing it would narrow several large tensors.</returns>
    public static CarriedAxis? Of(OperatorContext context, int axis) => OfAny(context, axis) is { Large.Length: <= 1 } carried ? carried : null;

    /// <summary>The same, with any number of large inputs.</summary>
    public static CarriedAxis? OfAny(OperatorContext context, int axis)
    {
        var node = context.Node;
        if (OperatorCatalog.Find(node) is not { SizeInputs.Count: 0 } op || node.Subgraphs.Count > 0 || node.Outputs.Count != 1 || node.Int("group", 1) > 1
            || op.Labels(context) is not { Reason: null } labels || LabelledOperands.Resolve(context, labels) is not { } operands
            || LetterAt(operands.Outputs[0], axis) is not { } letter)
        {
            return null;
        }

        var carriers = Enumerable.Range(0, operands.Inputs.Length)
            .Where(input => operands.Inputs[input].Contains(letter, StringComparison.Ordinal))
            .Select(input => new OperandAxis(input, operands.Inputs[input].IndexOf(letter, StringComparison.Ordinal))).ToArray();
        var computed = carriers.Where(carrier => context.Constant(carrier.Input) is null).ToArray();
        var size = OperatorContext.Volume(context.Output(0));
        var large = computed.Where(carrier => OperatorContext.Volume(context.Input(carrier.Input)) >= size).ToArray();
        return size > 0 && large.All(carrier => OperatorContext.Volume(context.Input(carrier.Input)) == size)
            && carriers.All(carrier => operands.Inputs[carrier.Input].Count(other => other == letter) == 1)
            ? new([.. large], [.. computed.Except(large)], [.. carriers.Except(computed)])
            : null;
    }

    /// <summary>Whether one node alone reads a value, so that it can be narrowed for it.</summary>
    public static bool IsPrivate(Value value) =>
        value is { Producer: not null, IsGraphOutput: false, IsCaptured: false, Uses.Count: 1, Constant: null };

    private static char? LetterAt(string letters, int axis) =>
        axis < letters.Length && letters[axis] != '_' && letters.Count(letter => letter == letters[axis]) == 1 ? letters[axis] : null;
}

/// <summary>An axis of an input of a node.</summary>
internal sealed record OperandAxis(int Input, int Axis);
