using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Picks slices by tuples of indices: data rank r, indices [I…, k] -> [I…, last r - k - batch_dims axes of data].</summary>
internal sealed class GatherNDOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["GatherND"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Input(0) is not { } data || context.Input(1) is not { Rank: > 0 } indices || !indices[indices.Rank - 1].IsKnown)
        {
            return;
        }

        var addressed = indices[indices.Rank - 1].Size + context.Node.Int("batch_dims", 0);
        context.Set(0, addressed >= 0 && addressed <= data.Rank
            ? new([.. indices.SkipLast(1), .. data.Skip((int)addressed)])
            : throw context.Contradiction($"tuples of at most {data.Rank} indices", $"{addressed}"));
    }

    internal override Labels Labels(OperatorContext context) => Pinned("its indices address slices of its input");
}
