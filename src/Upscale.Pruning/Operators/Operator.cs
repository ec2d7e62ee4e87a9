using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>All that the project knows of one ONNX operator: which axes correspond, what shapes it makes, what it costs.</summary>
/// <remarks>Adding an operator adds one class; <see cref="OperatorCatalog"/> finds it by type.</remarks>
public abstract class Operator
{
    /// <summary>Operator types described; <c>Type</c> in the default domain, <c>domain:Type</c> elsewhere.</summary>
    public abstract ImmutableArray<string> OpTypes { get; }

    /// <summary>Sets the shape of every output that can be known, and the contents of small integer outputs.</summary>
    internal abstract void InferShapes(ShapeContext context);

    /// <summary>The correspondence of axes for this node, or the reason why there is none.</summary>
    internal abstract Labels Labels(OperatorContext context);

    /// <summary>Inputs that hold int64 sizes, positions or axes; made constant where their contents are known.</summary>
    internal virtual IReadOnlyList<int> SizeInputs => [];

    /// <summary>The only output when the inputs are constant; for operators that exporters put behind weights.</summary>
    /// <returns>null when it is left to run time.</returns>
    internal virtual Tensor? Evaluate(OperatorContext context) => null;

    /// <summary>Inputs with the scale (null = 1) and the zero point of integer weights that the node multiplies with.</summary>
    /// <returns>null when the input holds numbers as they are.</returns>
    internal virtual (int? Scale, int ZeroPoint)? WeightScale(OperatorContext context, int input) => null;

    /// <summary>Carries channel slots from inputs to outputs. Operators whose maps are not one to one override this.</summary>
    internal virtual void Propagate(ChannelFlow flow) => LabelPropagation.Run(flow, Labels(flow.Context));

    /// <summary>Whether sizes that count channels may flow in, because they are rewritten with an output whose channels are carried.</summary>
    internal virtual bool FollowsCounts(OperatorContext context) => false;

    /// <summary>Whether channels that lie on one axis over and over are carried like any others.</summary>
    internal virtual bool FollowsRepeats => false;

    /// <summary>Rewrites attributes and constant inputs that count channels.</summary>
    internal virtual void Fix(FixContext context)
    {
    }

    /// <summary>Constant inputs that must be zero on a channel, too, so that a channel of zeros stays one.</summary>
    /// <returns>null when it does not stay one whatever they are.</returns>
    internal virtual IReadOnlyList<int>? ZeroedBy(OperatorContext context) => null;

    /// <summary>Multiply-adds of one run; 0 where shapes are not known or nothing is multiplied with weights.</summary>
    internal virtual long Macs(OperatorContext context) => 0;

    private protected static Labels Pinned(string reason) => Operators.Labels.Pinned(reason);

    /// <summary>Every operand has the same axes: a letter where they are carried, <c>_</c> where their channels influence each other.</summary>
    private protected static Labels Carry(Shape? shape, Func<int, bool> carried, int inputs = 1, int outputs = 1)
    {
        if (shape is null)
        {
            return Pinned("the rank of its input is not known");
        }

        var letters = Operators.Labels.Axes(shape.Rank, carried);
        return $"{Operands(letters, inputs)} -> {Operands(letters, outputs)}";
    }

    private static string Operands(string letters, int count) => string.Join(", ", Enumerable.Repeat(letters, count));
}
