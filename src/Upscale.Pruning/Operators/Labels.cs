using System.Collections.Immutable;

namespace Upscale.Pruning.Operators;

/// <summary>
/// Which axes of a node's operands correspond. Grammar per operand: a letter names an axis, <c>_</c> is one untracked axis,
/// <c>.</c> any number of untracked axes (once per operand), <c>*</c> all axes. A lone <c>* -> *</c> stands for any number of pointwise
/// operands, with broadcasting from the right.
/// </summary>
/// <example><c>_I., OI., O -> _O.</c> is Conv; <c>*, . -> *</c> is Clip; <c>* -> *</c> is Add.</example>
internal sealed class Labels
{
    public const string Pointwise = "*";

    private Labels(ImmutableArray<string> inputs, ImmutableArray<string> outputs, string? reason)
    {
        Inputs = inputs;
        Outputs = outputs;
        Reason = reason;
    }

    public ImmutableArray<string> Inputs { get; }

    public ImmutableArray<string> Outputs { get; }

    /// <summary>Why nothing corresponds; null when something does.</summary>
    public string? Reason { get; }

    public static implicit operator Labels(string text) => Parse(text);

    public static Labels Parse(string text)
    {
        var sides = text.Split("->");
        return new(Operands(sides[0]), Operands(sides[1]), null);
    }

    /// <summary>No correspondence: every tracked input is pinned for this reason.</summary>
    public static Labels Pinned(string reason) => new([], [], reason);

    /// <summary>Letters for the axes of a tensor of this rank that are carried unchanged; <c>_</c> for the others and for axes beyond the alphabet.</summary>
    public static string Axes(int rank, Func<int, bool> carried) =>
        string.Create(rank, carried, (span, keep) =>
        {
            for (var axis = 0; axis < span.Length; axis++)
            {
                span[axis] = axis < 26 && keep(axis) ? (char)('a' + axis) : '_';
            }
        });

    /// <summary>Labels of one input. A lone <c>*</c> on the left stands for every input; operands not named are untracked.</summary>
    public string Input(int index) => Operand(Inputs, index);

    /// <summary>Labels of one output; as for inputs.</summary>
    public string Output(int index) => Operand(Outputs, index);

    /// <summary>One character per axis of a tensor of this rank, <c>.</c> written out as <c>_</c>.</summary>
    /// <returns>null when the rank does not fit the labels.</returns>
    public static string? Expand(string labels, int rank)
    {
        if (labels == Pointwise)
        {
            return Axes(rank, _ => true);
        }

        var dot = labels.IndexOf('.', StringComparison.Ordinal);
        var fill = rank - labels.Length + (dot < 0 ? 0 : 1);
        return dot < 0 ? (fill == 0 ? labels : null)
            : fill < 0 ? null
            : string.Concat(labels.AsSpan(0, dot), new string('_', fill), labels.AsSpan(dot + 1));
    }

    public override string ToString() => Reason ?? $"{string.Join(", ", Inputs)} -> {string.Join(", ", Outputs)}";

    private static string Operand(ImmutableArray<string> operands, int index) =>
        operands is [Pointwise] ? Pointwise
        : index < operands.Length ? operands[index]
        : ".";

    private static ImmutableArray<string> Operands(string side) =>
        [.. side.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
