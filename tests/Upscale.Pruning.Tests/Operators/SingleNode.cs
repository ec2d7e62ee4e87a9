using System.Globalization;
using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Tests.Operators;

/// <summary>A model of one node, written as text.</summary>
/// <remarks>
/// Inputs are separated by <c>|</c>: <c>N,3,?</c> is an activation, <c>w:8,3</c> a weight of that shape, <c>i:1,2</c> an int64 constant
/// of rank 1, <c>s:1</c> a scalar one, <c>f:1,2</c> a float32 constant, <c>-</c> an omitted input. Attributes are separated by spaces:
/// <c>axis=1</c>, <c>axes=[1]</c>, <c>mode='linear'</c>, <c>scales={1,2}</c> (floats).
/// </remarks>
internal sealed class SingleNode
{
    private readonly ShapeTable _shapes;

    private SingleNode(Node node, ShapeTable shapes)
    {
        Node = node;
        _shapes = shapes;
    }

    public Node Node { get; }

    public OperatorContext Context => new(Node, _shapes);

    public Labels Labels => OperatorCatalog.Find(Node)!.Labels(Context);

    public long Macs => OperatorCatalog.Find(Node)!.Macs(Context);

    /// <summary>Shapes of all outputs, separated by spaces.</summary>
    public string Shapes => string.Join(" ", Node.Outputs.Select(output => _shapes.ShapeOf(output!)?.ToString() ?? "unknown"));

    /// <summary>Contents of the first output, as far as known.</summary>
    public string Sizes => string.Join(",", _shapes.SizesOf(Node.Outputs[0]!)!.Terms.Select(term => term.Value?.ToString(CultureInfo.InvariantCulture) ?? term.Symbol ?? "?"));

    public static SingleNode Create(long opset, string opType, string inputs, string attributes = "", int outputs = 1)
    {
        var builder = new ModelBuilder(opset);
        var names = inputs.Length == 0 ? [] : inputs.Split('|', StringSplitOptions.TrimEntries).Select((text, i) => Input(builder, text, $"x{i}")).ToArray();
        var values = attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Attribute).ToArray();
        foreach (var output in builder.NodeMany(opType.Replace(":", "::", StringComparison.Ordinal), names, outputs, values))
        {
            builder.Output(output);
        }

        var graph = builder.Build().Graph;
        return new(graph.Nodes[0], ShapeInference.Run(graph));
    }

    private static string Input(ModelBuilder builder, string text, string name) => text.Split(':') switch
    {
        ["-"] => "",
        ["w", var dims] => builder.Weight(name, Integers(dims)),
        ["i", var values] => builder.Int64s(name, Integers(values)),
        ["s", var value] => builder.Int64s(name, [], Integers(value)),
        ["f", var values] => builder.Constant(name, [Floats(values).Length], Floats(values)),
        _ => builder.Input(name, [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Dimension)]),
    };

    private static Dim Dimension(string text) =>
        text == "?" ? Dim.Unknown
        : long.TryParse(text, CultureInfo.InvariantCulture, out var size) ? Dim.Known(size)
        : Dim.Symbolic(text);

    private static (string, object) Attribute(string text)
    {
        var (name, value) = (text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return (name, value[0] switch
        {
            '\'' => value.Trim('\''),
            '[' => Integers(value.Trim('[', ']')),
            '{' => Floats(value.Trim('{', '}')),
            _ => long.Parse(value, CultureInfo.InvariantCulture),
        });
    }

    private static long[] Integers(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => long.Parse(number, CultureInfo.InvariantCulture))];

    private static float[] Floats(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
}
