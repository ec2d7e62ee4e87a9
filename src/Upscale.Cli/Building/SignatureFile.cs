using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Upscale.Onnx;
using Upscale.Pruning.Preparing;
using Upscale.Pruning.Rewriting;

namespace Upscale.Cli.Building;

/// <summary>Writes signature files, from which the generator makes a class.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="ModelFile">The model's path beside the application.</param>
/// <param name="Summary">One line for the class's documentation; null for none.</param>
internal sealed record SignatureFile(string ClassName, string Namespace, string ModelFile, string? Summary)
{
    /// <summary>The resource of the assembly that holds the model; null when it is a file.</summary>
    public string? Resource { get; init; }

    /// <summary>What the channels of outputs are called; null when nothing says so.</summary>
    public LabelFile? Labels { get; init; }

    /// <summary>Outputs that another model takes as they lie: the class gives their channels in the order of the pruned model.</summary>
    public ImmutableArray<string> HandedOver { get; init; } = [];

    private const string Plain = "_.-/: ";

    /// <summary>The signature of a model: tab-separated records, one a line.</summary>
    /// <param name="original">Its inputs and outputs are described.</param>
    /// <param name="pruned">Its output orders are; null when nothing was pruned yet.</param>
    /// <exception cref="UpscaleException">UPS1506: an input or output without a shape, or of a type that has no class; UPS1512: the labels are those of no output.</exception>
    public string ToText(Model original, Model? pruned)
    {
        var text = new StringBuilder();
        Append(text, "upscale-signature", "1");
        Append(text, "class", ClassName);
        Append(text, "namespace", Namespace);
        Append(text, "model", Encode(ModelFile));
        if (Resource is not null)
        {
            Append(text, "resource", Encode(Resource));
        }

        foreach (var input in original.Graph.Inputs)
        {
            AppendTensor(text, "input", input, original, null);
            if (original.Metadata.ContainsKey(ChainedInput.MetadataKey(input.Name)))
            {
                Append(text, "physical", Encode(input.Name));
            }
        }

        var labelled = Labels?.AxesIn(original) ?? [];
        foreach (var output in original.Graph.Outputs)
        {
            var order = pruned is null ? null : OutputOrder.Read(pruned, output.Name);
            AppendTensor(text, "output", output, original, order);
            var isHandedOver = HandedOver.Contains(output.Name, StringComparer.Ordinal);
            if (isHandedOver && order is not null)
            {
                Append(text, "physical", Encode(output.Name));
            }
            else if (order is not null)
            {
                Append(text, "order", Encode(output.Name), order.Axis.ToString(CultureInfo.InvariantCulture), string.Join(',', order.PhysicalOf));
            }

            if (labelled.TryGetValue(output.Name, out var axis))
            {
                var names = isHandedOver && order?.Axis == axis ? order.Physical(Labels!.Names) : Labels!.Names;
                Append(text, "labels", Encode(output.Name), axis.ToString(CultureInfo.InvariantCulture), string.Join(',', names.Select(Encode)));
            }
        }

        if (Summary is not null)
        {
            Append(text, "summary", Encode(Summary));
        }

        return text.ToString();
    }

    private static void AppendTensor(StringBuilder text, string record, Value value, Model model, OutputOrder? order)
    {
        var shape = value.DeclaredShape ?? (value.Structure is not null ? new Shape([]) : null) ?? throw new UpscaleException(
            "UPS1506", $"{record} '{value.Name}' has no known shape, which the generated class needs. Run ONNX shape inference on the model, or export it with shapes", model.Path);
        var element = SignatureFileTypes.NameOf(value) ?? throw new UpscaleException(
            "UPS1506", $"{record} '{value.Name}' holds {value.ElementType}, for which no class can be generated", model.Path);
        if (order is not null)
        {
            shape = shape.With(order.Axis, order.PhysicalOf.Count);
        }

        Append(text, record, Encode(value.Name), element, string.Join(',', shape.Select(Dimension)));
    }

    private static string Dimension(Dim dim) =>
        dim.IsKnown ? dim.Size.ToString(CultureInfo.InvariantCulture) : dim.Symbol is { } symbol ? Symbol(symbol) : "?";

    /// <summary>A symbol that reads like a number has its first character encoded, so that it does not become a size.</summary>
    private static string Symbol(string symbol) => long.TryParse(symbol, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        ? string.Create(CultureInfo.InvariantCulture, $"%{(int)symbol[0]:X2}{Encode(symbol[1..])}")
        : Encode(symbol);

    private static void Append(StringBuilder text, params ReadOnlySpan<string> fields) => text.AppendJoin('\t', fields).Append('\n');

    private static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || Plain.Contains((char)b, StringComparison.Ordinal))
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return encoded.ToString();
    }
}
