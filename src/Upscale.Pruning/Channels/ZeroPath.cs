using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Channels;

/// <summary>
/// The constants that make a channel of a producer zero where it is joined with others: filters and biases of the producer itself, and
/// what is added to the channel on the way to whoever reads it first together with another tensor, or first at all.
/// </summary>
internal static class ZeroPath
{
    /// <returns>null where a channel cannot be made zero by constants that nobody else reads, or the producer only adds to channels that come from elsewhere.</returns>
    public static ImmutableArray<WeightBinding>? Of(Producer producer, AnalysedGraph graph)
    {
        if (producer.Node is not { Domain: "", Outputs: [{ } made] } || graph.Channels.ChannelsOf(made) is not { SingleAxis: { } axis } channels
            || channels.List.Count != producer.Channels.Count)
        {
            return null;
        }

        var found = graph.Bindings[producer.Channels].Where(binding => binding.Node == producer.Node).ToList();
        var value = made;
        while (CarriedAxis.IsPrivate(value))
        {
            var context = new OperatorContext(value.Uses[0].Node, graph.Shapes);
            if (CarriedAxis.Of(context, axis) is not { Small.IsEmpty: true, Main: { } main } carried || context.Node.Input(main.Input) != value)
            {
                break;
            }

            if (OperatorCatalog.Find(context.Node)!.ZeroedBy(context) is not { } zeroed)
            {
                return null;
            }

            found.AddRange(carried.Constants.Where(constant => zeroed.Contains(constant.Input))
                .Select(constant => new WeightBinding(context.Node, constant.Input, constant.Axis, new(constant.Axis, producer.Channels))));
            value = context.Node.Outputs[0]!;
        }

        return found.Count > 0 && found.TrueForAll(IsPlain) ? [.. found] : null;
    }

    private static bool IsPlain(WeightBinding binding) =>
        binding.Groups == 1 && binding.Consumer is null
        && binding.Node.Input(binding.InputIndex)!.Constant is { } constant && constant.ElementType.IsFloat();
}
