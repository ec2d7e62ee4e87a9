using Upscale.Generator.Naming;
using Upscale.Generator.Signatures;

namespace Upscale.Generator.Emission;

/// <summary>Writes the type of a run's result: a property per output.</summary>
internal static class ResultEmitter
{
    public static void Emit(SourceWriter writer, ClassMembers members)
    {
        writer.Blank();
        writer.Line("/// <summary>What one run of the model returned.</summary>");
        writer.Open($"public sealed class {members.Result}");
        writer.Open($"internal {members.Result}({string.Join(", ", members.Outputs.Select(output => $"{Type(output)} {Identifier.Escape(output.Parameter)}"))})");
        foreach (TensorMember output in members.Outputs)
        {
            writer.Line($"this.{output.Stem} = {Identifier.Escape(output.Parameter)};");
        }

        writer.Close();
        foreach (TensorMember output in members.Outputs)
        {
            string order = output.Tensor.Order is ChannelOrder ? ", channels in logical order"
                : output.Tensor.IsPhysical ? ", channels in the order of the pruned models, as another model takes them" : "";
            writer.Blank();
            writer.Line($"/// <summary>The output {DocText.Code(output.Tensor.Name)}, {DocText.Of(output.Tensor.Shape)}{order}.</summary>");
            writer.Line($"public {Type(output)} {output.Stem} {{ get; }}");
        }

        writer.Close();
    }

    private static string Type(TensorMember output) => output.Tensor.Kind.ResultType;
}
