using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

/// <summary>What an operator does with the channels of its first activation.</summary>
internal enum ChannelRole
{
    Carried,
    Consumed,
    Pinned,

    /// <summary>Nothing is known of its channels and nothing needs them.</summary>
    Ignored,
}

/// <summary>A use of an operator that is run with and without a change of one channel.</summary>
/// <param name="Name">The operator's type, then what is special about this use.</param>
/// <param name="Role">What happens to the channels of the first input.</param>
/// <param name="Build">Builder and inputs to outputs.</param>
internal sealed record OperatorCase(string Name, ChannelRole Role, Func<ModelBuilder, string[], IReadOnlyList<string>> Build)
{
    public string OpType => Name.Split(' ')[0];

    public long Opset { get; init; } = 17;

    /// <summary>Shapes of the activations that the use reads; the channels are on axis 1, or on the last where <see cref="ChannelsLast"/> says so.</summary>
    public long[][] Inputs { get; init; } = [[2, 4, 3, 3]];

    public bool ChannelsLast { get; init; }

    /// <summary>Values of the activations lie in [Low, High).</summary>
    public float Low { get; init; } = -0.7f;

    public float High { get; init; } = 0.9f;

    /// <summary>Element types of the outputs; float32 where none is given.</summary>
    public ElementType[] OutputTypes { get; init; } = [];

    public int ChannelAxis => ChannelsLast ? Inputs[0].Length - 1 : 1;

    public static OperatorCase Of(string name, ChannelRole role, Func<ModelBuilder, string[], string> build) =>
        new(name, role, (builder, inputs) => [build(builder, inputs)]);

    public override string ToString() => Name;

    /// <summary>The use behind layers that make its channels.</summary>
    public (Model Model, string[] Inputs, IReadOnlyList<string> Outputs) WithProducers()
    {
        var builder = new ModelBuilder(Opset);
        string[] made = [.. Inputs.Select((dims, i) => Produce(builder, $"x{i}", dims))];
        return Finish(builder, made);
    }

    /// <summary>The use alone; its activations are the graph's inputs.</summary>
    public (Model Model, string[] Inputs, IReadOnlyList<string> Outputs) Alone()
    {
        var builder = new ModelBuilder(Opset);
        string[] inputs = [.. Inputs.Select((dims, i) => builder.Input($"x{i}", [.. dims.Select(Dim.Known)]))];
        return Finish(builder, inputs);
    }

    private (Model Model, string[] Inputs, IReadOnlyList<string> Outputs) Finish(ModelBuilder builder, string[] inputs)
    {
        var outputs = Build(builder, inputs);
        for (var i = 0; i < outputs.Count; i++)
        {
            builder.Output(outputs[i], i < OutputTypes.Length ? OutputTypes[i] : ElementType.Float);
        }

        return (builder.Build(), inputs, outputs);
    }

    private string Produce(ModelBuilder builder, string name, long[] dims)
    {
        if (ChannelsLast || dims.Length == 2)
        {
            return builder.Node("MatMul", [builder.Input(name, [.. dims.Select(Dim.Known)]), builder.Weight($"{name}.w", dims[^1], dims[^1])]);
        }

        var ones = Enumerable.Repeat(1L, dims.Length - 2);
        var input = builder.Input(name, [.. dims.Select((dim, axis) => Dim.Known(axis == 1 ? 2 : dim))]);
        return builder.Node("Conv", [input, builder.Weight($"{name}.w", [dims[1], 2, .. ones])]);
    }
}
