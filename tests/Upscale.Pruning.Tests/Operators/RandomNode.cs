using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Operators;

/// <summary>A model of one node, behind layers that make its channels where that is asked for, with random operands and attributes, mostly of the types that operators expect.</summary>
internal sealed class RandomNode(int seed, bool produced = false)
{
    private static readonly string[] Integers =
        ["axis", "keepdims", "group", "blocksize", "transA", "to", "k", "num_outputs", "allowzero", "layout", "ceil_mode", "start", "end", "batch_dims", "noop_with_empty_axes", "output_height"];

    private static readonly string[] Lists =
        ["axes", "perm", "strides", "pads", "kernel_shape", "dilations", "split", "starts", "ends", "output_shape", "output_padding", "pooled_shape"];

    private static readonly string[] Texts =
        ["SAME_UPPER", "VALID", "not_larger", "ij,jk->ik", "...a->a", "", "bidirectional"];

    private static readonly string[] TextAttributes = ["auto_pad", "keep_aspect_ratio_policy", "equation", "mode"];

    private readonly Random _random = new(seed);
    private readonly ModelBuilder _builder = new(7 + (seed % 17), seed);

    public Model Build(string opType)
    {
        var inputs = Enumerable.Range(0, _random.Next(0, 6)).Select(Input).ToArray();
        var names = Integers.Concat(Lists).Concat(TextAttributes).Append("scales").Where(_ => _random.Next(6) == 0);
        var attributes = names.Select(name => (name, Attribute(name))).ToArray();
        foreach (var output in _builder.NodeMany(opType.Replace(":", "::", StringComparison.Ordinal), inputs, _random.Next(1, 4), attributes))
        {
            _builder.Output(output);
        }

        return _builder.Build();
    }

    private string Input(int index) => _random.Next(8) switch
    {
        0 => "",
        1 or 2 => _builder.Int64s($"x{index}", List()),
        3 => _builder.Int64s($"x{index}", [], [_random.Next(-2, 5)]),
        4 => _builder.Weight($"x{index}", [.. Enumerable.Range(0, _random.Next(0, 5)).Select(_ => (long)_random.Next(1, 4))]),
        _ => Activation($"x{index}", [.. Enumerable.Range(0, _random.Next(0, 6)).Select(_ => Dimension())]),
    };

    private string Activation(string name, Dim[] dims)
    {
        var input = _builder.Input(name, dims);
        return !produced || dims.Length < 2 ? input
            : dims.Length > 2 && dims[1].IsKnown && dims[1].Size is > 0 and < 99
                ? _builder.Node("Conv", [input, _builder.Weight($"{name}.w", [_random.Next(1, 7), dims[1].Size, .. Enumerable.Repeat(1L, dims.Length - 2)])])
            : dims[^1].IsKnown && dims[^1].Size is > 0 and < 99 ? _builder.Node("MatMul", [input, _builder.Weight($"{name}.w", dims[^1].Size, _random.Next(1, 7))])
            : input;
    }

    private Dim Dimension() => _random.Next(8) switch
    {
        0 => Dim.Unknown,
        1 => Dim.Symbolic("N"),
        2 => 4096,
        var size => size - 3,
    };

    private object Attribute(string name) =>
        _random.Next(30) == 0 ? "wrong"
        : TextAttributes.Contains(name) ? Texts[_random.Next(Texts.Length)]
        : name == "scales" ? new[] { 1f, 2f, 0.5f, float.MaxValue }[.._random.Next(1, 5)]
        : Lists.Contains(name) ? List()
        : (object)(long)_random.Next(-3, 6);

    private long[] List() =>
        [.. Enumerable.Range(0, _random.Next(0, 5)).Select(_ => _random.Next(20) == 0 ? long.MinValue : _random.Next(-2, 5))];
}
