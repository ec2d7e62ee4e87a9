using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Rewriting;

/// <summary>Puts a Slice or a Gather before the consumers that read a copy; equal reads of one tensor share it.</summary>
internal sealed class ReadInserter(ModelPatch patch, ResolvedPlan plan)
{
    private const long OpsetOfComputedRanges = 10;
    private readonly Dictionary<string, string> _copies = new(StringComparer.Ordinal);

    public void Insert(ImmutableArray<Consumer> consumers, Dictionary<Consumer, ConsumerRead> reads)
    {
        for (var index = 0; index < consumers.Length; index++)
        {
            var consumer = consumers[index];
            if (plan.Realisations[index] is Realisation.Slice or Realisation.Gather)
            {
                patch.SetInput(consumer.Node, consumer.ActivationInput, Copy(consumer, reads[consumer], plan.Realisations[index]));
            }
        }
    }

    private string Copy(Consumer consumer, ConsumerRead read, Realisation realisation)
    {
        var channels = realisation == Realisation.Slice ? $"{read.Start}+{read.Length}" : string.Join(',', read.Kept);
        var key = $"{consumer.Activation.Name}:{consumer.ChannelAxis}:{channels}";
        if (!_copies.TryGetValue(key, out var name))
        {
            name = patch.FreshName($"{consumer.Activation.Name}.kept");
            if (realisation == Realisation.Slice)
            {
                InsertSlice(consumer, read, name);
            }
            else
            {
                InsertGather(consumer, read, name);
            }

            _copies[key] = name;
        }

        return name;
    }

    private void InsertGather(Consumer consumer, ConsumerRead read, string name)
    {
        var indices = Integers($"{name}.indices", [.. read.Kept.Select(position => (long)position)]);
        patch.InsertBefore(
            consumer.Node, "Gather", [consumer.Activation.Name, indices], [name], ("axis", (long)consumer.ChannelAxis));
    }

    private void InsertSlice(Consumer consumer, ConsumerRead read, string name)
    {
        long[] starts = [read.Start], ends = [read.Start + read.Length], axes = [consumer.ChannelAxis];
        if (patch.Model.Opsets.GetValueOrDefault("") < OpsetOfComputedRanges)
        {
            patch.InsertBefore(
                consumer.Node, "Slice", [consumer.Activation.Name], [name], ("starts", starts), ("ends", ends), ("axes", axes));
        }
        else
        {
            patch.InsertBefore(
                consumer.Node,
                "Slice",
                [consumer.Activation.Name, Integers($"{name}.starts", starts), Integers($"{name}.ends", ends), Integers($"{name}.axes", axes)],
                [name]);
        }
    }

    private string Integers(string stem, long[] values) => patch.AddInitializer(Tensor.FromInt64s(stem, [values.Length], values));
}
