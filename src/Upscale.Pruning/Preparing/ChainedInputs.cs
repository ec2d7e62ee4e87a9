using Upscale.Onnx;
using Upscale.Pruning.Rewriting;

namespace Upscale.Pruning.Preparing;

/// <summary>
/// Makes a model take inputs in the order of the model in front: x → Gather(x). Pruning then lets the weights take the order over, so
/// that the Gather is gone.
/// </summary>
internal static class ChainedInputs
{
    internal const string NotAllowed = "UPS1211";

    /// <param name="model">The model.</param>
    /// <param name="chained">One per input that comes from another model.</param>
    /// <exception cref="UpscaleException">UPS1211: no such input, or one of another shape.</exception>
    public static Model Apply(Model model, IReadOnlyCollection<ChainedInput> chained)
    {
        var found = chained.Select(entry => (Entry: entry, Input: Find(model, entry))).ToArray();
        if (found.GroupBy(pair => pair.Input).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UpscaleException(NotAllowed, $"input '{twice.Key.Name}' is to come from several outputs", model.Path);
        }

        var permuted = found.Where(pair => pair.Entry.Order is not null).ToArray();
        if (permuted.Length == 0)
        {
            return model;
        }

        var patch = new ModelPatch(model);
        foreach (var (entry, input) in permuted)
        {
            Reorder(patch, input, entry.Order!);
        }

        return patch.Apply();
    }

    private static void Reorder(ModelPatch patch, Value input, OutputOrder order)
    {
        if (input.Uses.Count == 0)
        {
            return;
        }

        var indices = patch.AddInitializer(Tensor.FromInt64s($"{input.Name}.order", [order.PhysicalOf.Count], [.. order.PhysicalOf.Select(place => (long)place)]));
        var logical = patch.FreshName($"{input.Name}.logical");
        patch.InsertBefore(ReadNodes.FirstReader(input), "Gather", [input.Name, indices], [logical], ("axis", (long)order.Axis));
        patch.ReplaceUses(input, logical);
        patch.SetMetadata(ChainedInput.MetadataKey(input.Name), order.ToText());
    }

    private static Value Find(Model model, ChainedInput chained)
    {
        Value[] inputs = [.. model.Graph.Inputs.Where(input => input.Constant is null)];
        var input = chained.Input.Length > 0 ? Array.Find(inputs, known => known.Name == chained.Input)
            : Array.Find(inputs, known => known.Name == chained.Output) ?? (inputs is [var only] ? only : null);
        var wanted = $"output '{chained.Output}' {chained.Shape} of the model in front";
        return input is null
            ? throw new UpscaleException(
                NotAllowed, $"{(chained.Input.Length > 0 ? $"input '{chained.Input}'" : "an input")} is to take {wanted}; name one of {string.Join(", ", inputs.Select(known => $"'{known.Name}'"))}", model.Path)
            : input.DeclaredShape is not { } shape || !Fits(shape, chained.Shape) || input.IsCaptured || input.IsGraphOutput
                ? throw new UpscaleException(NotAllowed, $"input '{input.Name}' {input.DeclaredShape} cannot take {wanted}: shapes must be equal, and no sub-graph may read the input", model.Path)
                : input;
    }

    private static bool Fits(Shape input, Shape output) =>
        input.Rank == output.Rank && input.Zip(output).All(pair => !pair.First.IsKnown || !pair.Second.IsKnown || pair.First.Size == pair.Second.Size);
}
