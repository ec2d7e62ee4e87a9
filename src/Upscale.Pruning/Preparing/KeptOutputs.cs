using Upscale.Onnx;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Preparing;

/// <summary>Gives outputs fewer channels: y → y = Gather(all of y). Pruning then removes what nobody reads, up to the layer that makes it.</summary>
internal static class KeptOutputs
{
    private const string NotAllowed = "UPS1207";

    /// <param name="model">The model.</param>
    /// <param name="subsets">One per output that is cut.</param>
    /// <exception cref="UpscaleException">UPS1207: no such output or channel.</exception>
    public static Model Apply(Model model, IReadOnlyCollection<OutputSubset> subsets)
    {
        if (subsets.Count == 0)
        {
            return model;
        }

        var (patch, shapes) = (new ModelPatch(model), ShapeInference.Run(model.Graph));
        foreach (var node in subsets.GroupBy(subset => Find(model, subset).Producer!))
        {
            var cut = node.ToDictionary(subset => Find(model, subset));
            var names = node.Key.Outputs.Select(output => output is null ? "" : cut.ContainsKey(output) ? patch.FreshName($"{output.Name}.all") : output.Name).ToArray();
            patch.InsertCopy(node.Key, [.. node.Key.Inputs.Select(input => input?.Name ?? "")], names);
            patch.RemoveNode(node.Key);
            foreach (var (output, subset) in cut.OrderBy(entry => entry.Key.OutputIndex))
            {
                Cut(patch, output, names[output.OutputIndex], subset, shapes.ShapeOf(output));
            }
        }

        return patch.Apply();
    }

    private static void Cut(ModelPatch patch, Value output, string all, OutputSubset subset, Shape? shape)
    {
        var axis = Math.Min(1, (shape?.Rank ?? 0) - 1);
        if (axis < 0 || !shape![axis].IsKnown || subset.Channels.IsEmpty || subset.Channels[^1] >= shape[axis].Size)
        {
            throw new UpscaleException(
                NotAllowed, $"output '{output.Name}' has shape {shape?.ToString() ?? "?"}; the channels to keep of it must be some of those on axis {Math.Max(0, axis)}", patch.Model.Path);
        }

        var indices = patch.AddInitializer(Tensor.FromInt64s($"{output.Name}.kept", [subset.Channels.Length], [.. subset.Channels.Select(channel => (long)channel)]));
        patch.InsertBefore(output.Producer!, "Gather", [all, indices], [output.Name], ("axis", (long)axis));
        patch.ReplaceUses(output, all);
        patch.SetDeclaredShape(output, shape.With(axis, subset.Channels.Length));
    }

    private static Value Find(Model model, OutputSubset subset)
    {
        var outputs = model.Graph.Outputs;
        var output = subset.Output.Length > 0 ? outputs.FirstOrDefault(output => output.Name == subset.Output) : outputs.Count == 1 ? outputs[0] : null;
        return output is { Producer: not null } ? output : throw new UpscaleException(
            NotAllowed,
            $"channels of {(subset.Output.Length > 0 ? $"output '{subset.Output}'" : "an output")} are to be kept; name one that the model computes, as in '{outputs[0].Name}:0-9'. It has {string.Join(", ", outputs.Select(known => $"'{known.Name}'"))}",
            model.Path);
    }
}
