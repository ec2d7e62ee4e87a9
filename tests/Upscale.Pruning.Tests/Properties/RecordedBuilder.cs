using System.Globalization;
using System.Text;
using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>Builds a model and writes down the builder code that makes it again.</summary>
internal sealed class RecordedBuilder
{
    private const int Seed = 3;
    private readonly ModelBuilder _builder;
    private readonly string _variable;
    private readonly StringBuilder _code;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outputs = new(StringComparer.Ordinal);
    private int _constants;

    public RecordedBuilder(long opset)
        : this(opset, new(opset, Seed), "b", new($"var b = new ModelBuilder(opset: {opset}, seed: {Seed});\n"))
    {
    }

    private RecordedBuilder(long opset, ModelBuilder builder, string variable, StringBuilder code) =>
        (Opset, _builder, _variable, _code) = (opset, builder, variable, code);

    public long Opset { get; }

    public string Code => _code.ToString();

    public bool IsRead(string value) => _read.Contains(value);

    public Model Build() => _builder.Build();

    public string Input(params Dim[] dims)
    {
        var name = $"x{_constants++}";
        Record($"Input({Literal(name)}, {string.Join(", ", dims.Select(dim => dim.IsKnown ? $"{dim.Size}" : $"Dim.Symbolic({Literal(dim.Symbol!)})"))});");
        return _builder.Input(name, dims);
    }

    public string Weight(params long[] dims)
    {
        var name = $"w{_constants++}";
        Record($"Weight({Literal(name)}, {Join(dims)});");
        return _builder.Weight(name, dims);
    }

    public string Uniform(float low, float high, params long[] dims)
    {
        var name = $"u{_constants++}";
        Record($"Uniform({Literal(name)}, {Text(low)}, {Text(high)}{string.Concat(dims.Select(dim => $", {dim}"))});");
        return _builder.Uniform(name, low, high, dims);
    }

    public string Int64s(params long[] values)
    {
        var name = $"i{_constants++}";
        Record($"Int64s({Literal(name)}, {Join(values)});");
        return _builder.Int64s(name, values);
    }

    public string Constant(Tensor tensor)
    {
        var name = $"c{_constants++}";
        var dims = $"[{string.Join(", ", tensor.Dims)}]";
        Record(tensor.ElementType switch
        {
            ElementType.Float => $"Constant({Literal(name)}, {dims}, [{string.Join(", ", tensor.ToFloats().Select(value => Text(value)))}]);",
            ElementType.Int64 => $"Int64s({Literal(name)}, {dims}, [{Join(tensor.ToInt64s())}]);",
            _ => $"Constant(Tensor.FromBytes({Literal(name)}, ElementType.{tensor.ElementType}, {dims}, new byte[] {{ {string.Join(", ", tensor.Bytes.ToArray())} }}));",
        });
        return _builder.Constant(tensor.WithName(name));
    }

    /// <summary>A sub-graph, whose nodes may read every value of this one; pass it as an attribute's value.</summary>
    public RecordedBuilder Subgraph()
    {
        var name = $"g{_constants++}";
        _code.Append(CultureInfo.InvariantCulture, $"var {name} = {_variable}.Subgraph({Literal(name)});\n");
        return new(Opset, _builder.Subgraph(name), name, _code);
    }

    public string Node(string opType, string[] inputs, params (string Name, object Value)[] attributes) =>
        NodeMany(opType, inputs, 1, attributes)[0];

    public IReadOnlyList<string> NodeMany(string opType, string[] inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        _read.UnionWith(inputs);
        var made = _builder.NodeMany(
            opType, inputs, outputs, [.. attributes.Select(attribute => (attribute.Name, attribute.Value is RecordedBuilder body ? body._builder : attribute.Value))]);
        var written = string.Concat(attributes.Select(attribute => $", ({Literal(attribute.Name)}, {Text(attribute.Value)})"));
        Record($"NodeMany({Literal(opType)}, [{string.Join(", ", inputs.Select(Literal))}], {outputs}{written}); // {string.Join(", ", made)}");
        return made;
    }

    public void Output(string value)
    {
        _read.Add(value);
        if (_outputs.Add(value))
        {
            Record($"Output({Literal(value)});");
            _builder.Output(value);
        }
    }

    private static string Literal(string text) => $"\"{text}\"";

    private static string Join(long[] values) => string.Join(", ", values);

    private static string Text(object value) => value switch
    {
        long[] values => $"new long[] {{ {Join(values)} }}",
        long number => $"{number}L",
        string text => Literal(text),
        float number => $"{number.ToString(CultureInfo.InvariantCulture)}f",
        float[] values => $"new[] {{ {string.Join(", ", values.Select(number => Text(number)))} }}",
        RecordedBuilder body => body._variable,
        _ => throw new NotSupportedException($"{value}"),
    };

    private void Record(string line) => _code.Append(_variable).Append('.').Append(line).Append('\n');
}
