using System.Collections.Immutable;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Operators;

/// <summary>Numbers from start to limit by delta -> [count].</summary>
internal sealed class RangeOperator : Operator
{
    public override ImmutableArray<string> OpTypes { get; } = ["Range"];

    internal override void InferShapes(ShapeContext context)
    {
        if (context.Integers(0) is [var start] && context.Integers(1) is [var limit] && context.Integers(2) is [var delta] && delta != 0)
        {
            var distance = checked(limit - start);
            var count = Math.Max((distance / delta) + (distance % delta == 0 || distance < 0 != delta < 0 ? 0 : 1), 0);
            context.Set(0, new(count));
            if (count <= SizeVector.Limit)
            {
                context.SetSizes(0, new([.. Enumerable.Range(0, (int)count).Select(i => new SizeTerm(start + (i * delta)))]));
            }
        }
        else
        {
            context.Set(0, DimArithmetic.OfRank(1));
        }
    }

    internal override Labels Labels(OperatorContext context) => "., ., . -> .";
}
