using System.Globalization;
using System.Text;
using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>Builds a model and writes down the builder code that makes it again.</summary>
internal sealed class RecordedBuilder
{
    private readonly ModelBuilder _builder = new(seed: 3);
    private readonly StringBuilder _code = new("var b = new ModelBuilder(seed: 3);\n");
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outputs = new(StringComparer.Ordinal);
    private int _constants;

    public string Code => _code.ToString();

    public bool IsRead(string value) => _read.Contains(value);

    public Model Build() => _builder.Build();

    public string Input(params Dim[] dims)
    {
        var name = $"x{_constants++}";
        Record($"b.Input({Literal(name)}, {string.Join(", ", dims.Select(dim => dim.IsKnown ? $"{dim.Size}" : $"Dim.Symbolic({Literal(dim.Symbol!)})"))});");
        return _builder.Input(name, dims);
    }

    public string Weight(params long[] dims)
    {
        var name = $"w{_constants++}";
        Record($"b.Weight({Literal(name)}, {Join(dims)});");
        return _builder.Weight(name, dims);
    }

    public string Uniform(float low, float high, params long[] dims)
    {
        var name = $"u{_constants++}";
        Record($"b.Uniform({Literal(name)}, {Text(low)}f, {Text(high)}f{string.Concat(dims.Select(dim => $", {dim}"))});");
        return _builder.Uniform(name, low, high, dims);
    }

    public string Int64s(params long[] values)
    {
        var name = $"i{_constants++}";
        Record($"b.Int64s({Literal(name)}, {Join(values)});");
        return _builder.Int64s(name, values);
    }

    public string Node(string opType, string[] inputs, params (string Name, object Value)[] attributes) =>
        NodeMany(opType, inputs, 1, attributes)[0];

    public IReadOnlyList<string> NodeMany(string opType, string[] inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        _read.UnionWith(inputs);
        var made = _builder.NodeMany(opType, inputs, outputs, attributes);
        var written = string.Concat(attributes.Select(attribute => $", ({Literal(attribute.Name)}, {Text(attribute.Value)})"));
        Record($"b.NodeMany({Literal(opType)}, [{string.Join(", ", inputs.Select(Literal))}], {outputs}{written}); // {string.Join(", ", made)}");
        return made;
    }

    public void Output(string value)
    {
        _read.Add(value);
        if (_outputs.Add(value))
        {
            Record($"b.Output({Literal(value)});");
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
        float number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{value}"),
    };

    private void Record(string line) => _code.Append(line).Append('\n');
}
