using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Picks entries along one axis: data [A…, D, B…], indices [I…] -> [A…, I…, B…]; the other axes are carried.</summary>
internal sealed class GatherOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Gather"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } data || context.Input(1) is not { } indices || Axis(context, data.Rank) is not { } axis)
        {
            return;
        }

        var output = new Shape([.. data.Take(axis), .. indices, .. data.Skip(axis + 1)]);
        context.Set(0, output);
        if (context.Sizes(0) is { Dims.Length: 1 } sizes)
        {
            var picked = context.Integers(1)?.Select(index => OperatorContext.Axis(index, sizes.Terms.Length)).ToArray();
            context.SetSizes(0, picked is null || picked.Contains(null)
                ? SizeVector.Unknown(output)
                : new SizeVector([.. picked.Select(index => sizes.Terms[index!.Value])]).Reshape(output));
        }
    }

    internal override Labels Labels(OperatorContext context)
    {
        if (context.Input(0) is not { } data || context.Input(1) is not { } indices || Axis(context, data.Rank) is not { } axis)
        {
            return Pinned("the ranks of its inputs are not known");
        }

        var letters = Operators.Labels.Axes(data.Rank, other => other != axis);
        return $"{letters}, . -> {letters[..axis]}{new string('_', indices.Rank)}{letters[(axis + 1)..]}";
    }

    private static int? Axis(OperatorContext context, int rank) => OperatorContext.Axis(context.Node.Int("axis", 0), rank);
}
