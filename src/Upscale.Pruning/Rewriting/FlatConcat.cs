using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Rewriting;

/// <summary>
/// Reads some channels of images that are joined only to be read: Gather(Concat(a, b)) →
/// Reshape(Gather(Concat(Reshape(a), Reshape(b)))), with height and width as one axis. A Reshape moves nothing, and behind it runtimes that
/// compute images in blocks of channels join and copy in the plain layout: each operand leaves the blocked layout once for all that read it,
/// where otherwise every joined tensor would.
/// </summary>
internal sealed class FlatConcat(ModelPatch patch, ShapeTable shapes, ReadNodes reads)
{
    private const int RankOfImages = 4;
    private const int ChannelAxis = 1;
    private const int FewestOperands = 3;

    private readonly Dictionary<string, string> _flattened = new(StringComparer.Ordinal);

    /// <summary>Reads a Concat that nobody else reads.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="joined">The output of the Concat.</param>
    /// <param name="positions">What is read of it.</param>
    /// <returns>Name of the channels read; null where the operands are no images of known size, or too few for it to pay.</returns>
    public string? Read(Node reader, Value joined, ReadPositions positions)
    {
        var concat = joined.Producer!;
        if (positions.Axis != ChannelAxis || concat.Inputs.Count < FewestOperands
            || shapes.ShapeOf(joined) is not { Rank: RankOfImages } shape || !shape.Skip(1).All(dim => dim.IsKnown))
        {
            return null;
        }

        var flat = patch.FreshName($"{joined.Name}.flat");
        patch.InsertBefore(concat, "Concat", [.. concat.Inputs.Select(operand => Flatten(operand!))], [flat], ("axis", (long)ChannelAxis));
        var copy = reads.Copy(concat, flat, ChannelAxis, positions.Positions, checked((int)shape[ChannelAxis].Size));
        var image = patch.FreshName($"{copy}.image");
        patch.InsertBefore(reader, "Reshape", [copy, Sizes(image, 0, positions.Positions.Length, shape[2].Size, shape[3].Size)], [image]);
        return image;
    }

    private string Flatten(Value operand)
    {
        if (!_flattened.TryGetValue(operand.Name, out var name))
        {
            var channels = shapes.ShapeOf(operand)![ChannelAxis].Size;
            name = patch.FreshName($"{operand.Name}.flat");
            patch.InsertBefore(ReadNodes.FirstReader(operand), "Reshape", [operand.Name, Sizes(name, 0, channels, -1)], [name]);
            _flattened[operand.Name] = name;
        }

        return name;
    }

    private string Sizes(string stem, params long[] sizes) => patch.AddInitializer(Tensor.FromInt64s($"{stem}.sizes", [sizes.Length], sizes));
}
