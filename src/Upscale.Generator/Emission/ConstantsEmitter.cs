using System.Globalization;
using Upscale.Generator.Naming;
using Upscale.Generator.Signatures;

namespace Upscale.Generator.Emission;

/// <summary>Writes names, lengths, shapes and channel orders.</summary>
internal static class ConstantsEmitter
{
    private const int EntriesPerLine = 16;

    public static void Emit(SourceWriter writer, ClassMembers members)
    {
        writer.Line("/// <summary>The model's file name beside the application.</summary>");
        writer.Line($"public const string {members.ModelFileName} = {CSharpLiteral.Of(members.Model.ModelFile)};");
        writer.Blank();
        foreach (TensorMember member in members.Inputs.Concat(members.Outputs))
        {
            EmitTensor(writer, member);
        }
    }

    private static void EmitTensor(SourceWriter writer, TensorMember member)
    {
        string subject = $"the {member.Kind} {DocText.Code(member.Tensor.Name)}";
        writer.Line($"/// <summary>Name of {subject} in the model.</summary>");
        writer.Line($"public const string {member.NameConstant} = {CSharpLiteral.Of(member.Tensor.Name)};");
        writer.Blank();
        if (member.Tensor.Length is long length)
        {
            string type = length <= int.MaxValue ? "int" : "long";
            writer.Line($"/// <summary>Number of values in {subject}.</summary>");
            writer.Line($"public const {type} {member.LengthConstant} = {Text(length)};");
            writer.Blank();
        }

        string free = member.Tensor.IsStatic ? "" : " -1 stands for a size that differs between runs.";
        writer.Line($"/// <summary>Shape of {subject}, {DocText.Of(member.Tensor.Shape)}.{free}</summary>");
        EmitTable(writer, member.ShapeConstant, "long", [.. member.Tensor.Dimensions.Select(dimension => dimension.Size ?? -1)]);
        if (member.Tensor.Order is ChannelOrder order)
        {
            EmitOrder(writer, member, order, subject);
        }
    }

    private static void EmitOrder(SourceWriter writer, TensorMember member, ChannelOrder order, string subject)
    {
        writer.Line($"/// <summary>Where the channels of {subject} lie in the pruned model: the entry at a logical channel is its place along axis {Text(order.Axis)}.</summary>");
        writer.Line("/// <remarks>Results and caller's spans are in logical order already; this is for code that runs the model itself.</remarks>");
        EmitTable(writer, member.OrderConstant, order.FitsUInt16 ? "ushort" : "int", [.. order.Table.Select(channel => (long)channel)]);
    }

    private static void EmitTable(SourceWriter writer, string name, string type, long[] entries)
    {
        string property = $"public static global::System.ReadOnlySpan<{type}> {name} =>";
        if (entries.Length == 0)
        {
            writer.Line($"{property} default;");
        }
        else if (entries.Length <= EntriesPerLine)
        {
            writer.Line($"{property} new {type}[] {{ {string.Join(", ", entries.Select(Text))} }};");
        }
        else
        {
            writer.Line($"{property} new {type}[]");
            writer.Open();
            for (int i = 0; i < entries.Length; i += EntriesPerLine)
            {
                writer.Line(string.Join(", ", entries.Skip(i).Take(EntriesPerLine).Select(Text)) + ",");
            }

            writer.Close("};");
        }

        writer.Blank();
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
