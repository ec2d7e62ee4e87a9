using Upscale.Generator.Signatures;

namespace Upscale.Generator.Emission;

/// <summary>Decides whether a model's inputs and outputs can be spans.</summary>
internal static class TypedRun
{
    /// <summary>Why the model gets no typed Run.</summary>
    /// <returns>The first input or output that no span can hold, in words; null when there is none.</returns>
    public static string? Obstacle(ModelSignature model) =>
        model.Inputs.Select(input => Obstacle(input, "input")).Concat(model.Outputs.Select(output => Obstacle(output, "output")))
            .FirstOrDefault(obstacle => obstacle is not null);

    private static string? Obstacle(TensorSignature tensor, string kind)
    {
        if (!tensor.IsTensor && kind == "input")
        {
            return $"{kind} '{tensor.Name}' is {tensor.Shape}";
        }

        return tensor.IsTensor && tensor.IsStatic && tensor.Length is not <= int.MaxValue
            ? $"{kind} '{tensor.Name}', {tensor.Shape}, has more values than a span can hold"
            : null;
    }
}
