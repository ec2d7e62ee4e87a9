using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Rewriting;

/// <summary>Nodes that copy some positions of an axis: a Slice where they are a range, else a Gather; equal copies are made once.</summary>
internal sealed class ReadNodes(ModelPatch patch)
{
    private const long OpsetOfComputedRanges = 10;
    private readonly Dictionary<string, string> _copies = new(StringComparer.Ordinal);

    /// <summary>Names of all copies, in the order in which they were made.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The first node of a graph that reads a value: in front of it there is room for what several read.</summary>
    public static Node FirstReader(Value value) => value.Uses.MinBy(use => use.Node.Index).Node;

    /// <param name="before">The node that reads, or one in front of it.</param>
    /// <param name="value">Name of what is copied from.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="positions">Positions wanted, in this order.</param>
    /// <param name="extent">How many there are; null where that is not known.</param>
    /// <returns>Name of the copy; the value itself where everything is wanted.</returns>
    public string Copy(Node before, string value, int axis, ImmutableArray<int> positions, int? extent)
    {
        var isRange = positions[^1] - positions[0] + 1 == positions.Length && positions.Zip(positions.Skip(1)).All(pair => pair.First < pair.Second);
        if (isRange && positions.Length == extent)
        {
            return value;
        }

        var key = $"{value}:{axis}:{string.Join(',', positions)}";
        if (!_copies.TryGetValue(key, out var name))
        {
            name = patch.FreshName($"{value}.kept");
            if (isRange)
            {
                InsertSlice(before, value, axis, positions[0], positions.Length, name);
            }
            else
            {
                patch.InsertBefore(before, "Gather", [value, Integers($"{name}.indices", [.. positions.Select(position => (long)position)])], [name], ("axis", (long)axis));
            }

            _copies[key] = name;
            Names.Add(name);
        }

        return name;
    }

    private void InsertSlice(Node before, string value, int axis, long start, int length, string name)
    {
        long[] starts = [start], ends = [start + length], axes = [axis];
        if (patch.Model.Opsets.GetValueOrDefault("") < OpsetOfComputedRanges)
        {
            patch.InsertBefore(before, "Slice", [value], [name], ("starts", starts), ("ends", ends), ("axes", axes));
        }
        else
        {
            patch.InsertBefore(
                before, "Slice", [value, Integers($"{name}.starts", starts), Integers($"{name}.ends", ends), Integers($"{name}.axes", axes)], [name]);
        }
    }

    private string Integers(string stem, long[] values) => patch.AddInitializer(Tensor.FromInt64s(stem, [values.Length], values));
}
