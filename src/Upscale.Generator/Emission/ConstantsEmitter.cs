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
        string place = members.ModelResource is null ? " beside the application" : "";
        writer.Line($"/// <summary>The model's file name{place}.</summary>");
        writer.Line($"public const string {members.ModelFileName} = {CSharpLiteral.Of(members.Model.ModelFile)};");
        writer.Blank();
        if (members.ModelResource is not null)
        {
            writer.Line("/// <summary>The resource of this assembly that is the model.</summary>");
            writer.Line($"public const string {members.ModelResource} = {CSharpLiteral.Of(members.Model.Resource!)};");
            writer.Blank();
        }

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
        if (!member.Tensor.IsTensor)
        {
            return;
        }

        if (member.Tensor.Length is long length)
        {
            string type = length <= int.MaxValue ? "int" : "long";
            writer.Line($"/// <summary>Number of values in {subject}.</summary>");
            writer.Line($"public const {type} {member.LengthConstant} = {Text(length)};");
            writer.Blank();
        }

        string free = member.Tensor.IsStatic ? "" : " -1 stands for a size that differs between runs.";
        writer.Line($"/// <summary>Shape of {subject}, {DocText.Of(member.Tensor.Shape)}.{free}</summary>");
        EmitTable(writer, $"public static global::System.ReadOnlySpan<long> {member.ShapeConstant} =>", "long", [.. member.Tensor.Dimensions.Select(dimension => dimension.Size ?? -1)]);
        if (member.Tensor.Order is ChannelOrder order)
        {
            EmitOrder(writer, member, order, subject);
        }

        if (member.Tensor.Labels is ChannelLabels labels)
        {
            EmitLabels(writer, member, labels, subject);
        }
    }

    private static void EmitLabels(SourceWriter writer, TensorMember member, ChannelLabels labels, string subject)
    {
        writer.Line($"/// <summary>What the channels of {subject} are called, by logical channel along axis {Text(labels.Axis)}.</summary>");
        writer.Line($"public static global::System.Collections.Immutable.ImmutableArray<string> {member.LabelsConstant} {{ get; }} = global::System.Collections.Immutable.ImmutableArray.Create(");
        writer.Continued("new string[]");
        writer.Continued("{");
        foreach (string name in labels.Names)
        {
            writer.Continued($"    {CSharpLiteral.Of(name)},");
        }

        writer.Continued("});");
        writer.Blank();
    }

    private static void EmitOrder(SourceWriter writer, TensorMember member, ChannelOrder order, string subject)
    {
        writer.Line($"/// <summary>Where the channels of {subject} lie in the pruned model: the entry at a logical channel is its place along axis {Text(order.Axis)}.</summary>");
        writer.Line("/// <remarks>Results and caller's spans are in logical order already; this is for code that runs the model itself.</remarks>");
        string type = order.FitsUInt16 ? "ushort" : "int";
        writer.Line($"public static global::System.ReadOnlySpan<{type}> {member.OrderConstant} => {member.OrderTable};");
        writer.Blank();

        // A span of constants in place of the array would allocate at each use where the compiler does not optimise.
        EmitTable(writer, $"private static readonly {type}[] {member.OrderTable} =", type, [.. order.Table.Select(channel => (long)channel)]);
    }

    private static void EmitTable(SourceWriter writer, string declaration, string type, long[] entries)
    {
        if (entries.Length == 0)
        {
            writer.Line($"{declaration} default;");
        }
        else if (entries.Length <= EntriesPerLine)
        {
            writer.Line($"{declaration} new {type}[] {{ {string.Join(", ", entries.Select(Text))} }};");
        }
        else
        {
            writer.Line($"{declaration} new {type}[]");
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
