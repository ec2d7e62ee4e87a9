using System.Globalization;
using Upscale.Generator.Naming;
using Upscale.Generator.Signatures;

namespace Upscale.Generator.Emission;

/// <summary>Writes the typed ways to run the model.</summary>
internal static class RunEmitter
{
    private const string Token = "global::System.Threading.CancellationToken cancellationToken = default";
    private const string RunCall = "call.Run(cancellationToken);";

    public static void Emit(SourceWriter writer, ClassMembers members)
    {
        EmitReturning(writer, members);
        if (members.OutputsAreSized)
        {
            EmitWriting(writer, members);
        }

        EmitAsync(writer, members);
    }

    private static void EmitReturning(SourceWriter writer, ClassMembers members)
    {
        writer.Line("/// <summary>Runs the model.</summary>");
        DocumentInputs(writer, members);
        DocumentSizes(writer, members);
        DocumentCancellation(writer);
        writer.Line("/// <returns>The outputs, in memory of their own.</returns>");
        DocumentExceptions(writer);
        EmitHead(writer, $"public {members.Result} {members.Run}(", [.. Inputs(members, "ReadOnlySpan"), .. Sizes(members)]);
        EmitInputs(writer, members);
        writer.Line(RunCall);
        writer.Line($"return new {members.Result}({string.Join(", ", members.Outputs.Select(Read))});");
        writer.Close();
        writer.Close();
        writer.Blank();
    }

    private static void EmitWriting(SourceWriter writer, ClassMembers members)
    {
        string condition = members.FreeDimensions.IsEmpty ? "once warm" : "when the last runs were of the same size";
        bool hasText = members.Inputs.Concat(members.Outputs).Any(member => member.Tensor.Element.IsText);
        string cost = hasText ? "allocates only strings" : "allocates nothing";
        writer.Line($"/// <summary>Runs the model and writes its outputs to the caller's memory; {cost} {condition}.</summary>");
        writer.Line("/// <remarks>After an exception the contents of that memory are unknown.</remarks>");
        DocumentInputs(writer, members);
        foreach (TensorMember output in members.Outputs)
        {
            writer.Line($"/// <param name=\"{output.Parameter}\">Receives the output {Describe(output)}</param>");
        }

        DocumentSizes(writer, members);
        DocumentCancellation(writer);
        DocumentExceptions(writer);
        IEnumerable<string> spans = members.Outputs.Select(output =>
            $"global::System.Span<{output.Tensor.Element.CSharpType}> {Identifier.Escape(output.Parameter)}");
        EmitHead(writer, $"public void {members.Run}(", [.. Inputs(members, "ReadOnlySpan"), .. spans, .. Sizes(members)]);
        EmitInputs(writer, members);
        foreach (TensorMember output in members.Outputs.Where(output => !output.Tensor.IsStatic))
        {
            writer.Line($"call.SetOutput({Text(output.Index)}, {Shape(output)});");
        }

        foreach (TensorMember output in members.Outputs.Where(output => output.Tensor is { Order: null, Element.IsText: false }))
        {
            writer.Line($"call.LendOutput({Text(output.Index)}, {Identifier.Escape(output.Parameter)});");
        }

        writer.Line(RunCall);
        foreach (TensorMember output in members.Outputs)
        {
            string parameter = Identifier.Escape(output.Parameter);
            writer.Line($"call.CopyOutput({Text(output.Index)}, {parameter}{Order(output)}, {CSharpLiteral.Of(output.Parameter)});");
        }

        writer.Close();
        writer.Close();
        writer.Blank();
    }

    private static void EmitAsync(SourceWriter writer, ClassMembers members)
    {
        writer.Line("/// <summary>Runs the model on a thread of the pool.</summary>");
        DocumentInputs(writer, members, " It must not change before the run is over.");
        DocumentSizes(writer, members);
        DocumentCancellation(writer);
        writer.Line("/// <returns>The outputs, in memory of their own.</returns>");
        DocumentExceptions(writer);
        EmitHead(
            writer,
            $"public global::System.Threading.Tasks.Task<{members.Result}> {members.RunAsync}(",
            [.. Inputs(members, "ReadOnlyMemory"), .. Sizes(members)]);
        IEnumerable<string> arguments =
            [.. members.Inputs.Select(input => Identifier.Escape(input.Parameter) + ".Span"), .. members.FreeDimensions.Select(size => Identifier.Escape(size.Parameter)), "cancellationToken"];
        writer.Line($"return global::System.Threading.Tasks.Task.Run(() => {members.Run}({string.Join(", ", arguments)}), cancellationToken);");
        writer.Close();
        writer.Blank();
    }

    private static void EmitHead(SourceWriter writer, string start, IEnumerable<string> parameters) =>
        writer.Open(start + string.Join(", ", [.. parameters, Token]) + ")");

    private static void EmitInputs(SourceWriter writer, ClassMembers members)
    {
        writer.Open($"using (var call = {members.Field}.Begin())");
        foreach (TensorMember input in members.Inputs)
        {
            string parameter = Identifier.Escape(input.Parameter);
            string shape = input.Tensor.IsStatic ? "" : ", " + Shape(input);
            writer.Line($"call.SetInput({Text(input.Index)}, {parameter}{shape}, {CSharpLiteral.Of(input.Parameter)});");
        }
    }

    private static string Read(TensorMember output)
    {
        string element = output.Tensor.Element.CSharpType;
        string index = Text(output.Index);
        string labels = output.Tensor.Labels is ChannelLabels known ? $".WithLabels({Text(known.Axis)}, {output.LabelsConstant})" : "";
        return output.Tensor.Kind.Form switch
        {
            ValueForm.Tensor => $"call.ReadOutput<{element}>({index}{Order(output)}){labels}",
            ValueForm.Sequence => $"call.ReadSequence<{element}>({index})",
            ValueForm.Map => $"call.ReadMap<{output.Tensor.Kind.Key!.CSharpType}, {element}>({index})",
            _ => $"call.ReadMaps<{output.Tensor.Kind.Key!.CSharpType}, {element}>({index})",
        };
    }

    private static string Shape(TensorMember member) =>
        $"stackalloc long[] {{ {string.Join(", ", member.Sizes.Select((size, axis) => Size(member.Tensor, size, axis)))} }}";

    private static string Size(TensorSignature tensor, string? parameter, int axis) =>
        parameter is null ? Text(tensor.Dimensions[axis].Size!.Value) : Identifier.Escape(parameter);

    private static string Order(TensorMember output) =>
        output.Tensor.Order is ChannelOrder order ? $", {Text(order.Axis)}, {output.OrderConstant}" : "";

    private static IEnumerable<string> Inputs(ClassMembers members, string type) =>
        members.Inputs.Select(input => $"global::System.{type}<{input.Tensor.Element.CSharpType}> {Identifier.Escape(input.Parameter)}");

    private static IEnumerable<string> Sizes(ClassMembers members) =>
        members.FreeDimensions.Select(size => "int " + Identifier.Escape(size.Parameter) + (size.IsBatch ? " = 1" : ""));

    private static void DocumentInputs(SourceWriter writer, ClassMembers members, string note = "")
    {
        foreach (TensorMember input in members.Inputs)
        {
            writer.Line($"/// <param name=\"{input.Parameter}\">The input {Describe(input)}{note}</param>");
        }
    }

    private static void DocumentSizes(SourceWriter writer, ClassMembers members)
    {
        foreach (FreeDimension size in members.FreeDimensions)
        {
            writer.Line($"/// <param name=\"{size.Parameter}\">Size of {DocText.Of(size.Description)}.</param>");
        }
    }

    private static string Describe(TensorMember member)
    {
        string length = member.Tensor.Length is long known ? $", {Text(known)} {(known == 1 ? "value" : "values")}" : "";
        string order = member.Tensor.Order is ChannelOrder channels ? $"; axis {Text(channels.Axis)} in logical channel order"
            : member.Tensor.IsPhysical ? "; channels in the order of the pruned models" : "";
        return $"{DocText.Code(member.Tensor.Name)}: {DocText.Of(member.Tensor.Shape)}, row-major{length}{order}.";
    }

    private static void DocumentCancellation(SourceWriter writer) =>
        writer.Line("/// <param name=\"cancellationToken\">Stops the run.</param>");

    private static void DocumentExceptions(SourceWriter writer)
    {
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length does not fit the shape.</exception>");
        writer.Line("/// <exception cref=\"global::System.ObjectDisposedException\">This object is disposed.</exception>");
        writer.Line("/// <exception cref=\"global::System.OperationCanceledException\">The run was stopped.</exception>");
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
