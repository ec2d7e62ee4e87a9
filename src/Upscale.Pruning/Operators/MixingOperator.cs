using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Operators that keep the shape of their input and let channels influence each other.</summary>
internal sealed class MixingOperator : Operator
{
    private static readonly ImmutableDictionary<string, string> Reasons = ImmutableDictionary.CreateRange<string, string>(
    [
        new("Bernoulli", "it draws random numbers"),
        new("EyeLike", "it reads only the shape of its input"),
        new("GroupNormalization", "its statistics span the channels of a group"),
        new("RandomNormalLike", "it reads only the shape of its input"),
        new("RandomUniformLike", "it reads only the shape of its input"),
        new("Scatter", "its indices and updates place elements anywhere"),
        new("ScatterElements", "its indices and updates place elements anywhere"),
        new("ScatterND", "its indices and updates place elements anywhere"),
        new("com.microsoft:GroupNorm", "its statistics span the channels of a group"),
        new("com.microsoft:SkipLayerNormalization", "its statistics span the channels"),
    ]);

    public override ImmutableArray<string> OpTypes { get; } = [.. Reasons.Keys.Order(StringComparer.Ordinal)];

    internal override void InferShapes(ShapeContext context) => context.SetLike(0, 0);

    internal override Tensor? Evaluate(OperatorContext context) =>
        context.Node.OpType == "ScatterND" && context.Node.Text("reduction", "none") == "none"
        && context.Constant(0) is { } data && context.Constant(1) is { } indices && context.Constant(2) is { } updates
            ? TensorScatter.Apply(data, indices, updates)
            : null;

    internal override Labels Labels(OperatorContext context) =>
        Pinned(Reasons[context.Node.Domain.Length == 0 ? context.Node.OpType : $"{context.Node.Domain}:{context.Node.OpType}"]);
}
