namespace Upscale.Pruning.Tests.Properties;

/// <summary>One decision of a random network: what to add, to which tensors, with which numbers.</summary>
internal sealed record NetworkStep(int Kind, int Left, int Right, int Number)
{
    /// <summary>Which of the catalog's operators is added; negative where the step is none of them.</summary>
    public int Operator => Kind - NetworkSteps.Count;
}

/// <summary>What a step can add. Any sequence of steps makes a valid network, so that steps can be left out when a failure shrinks.</summary>
internal static class NetworkSteps
{
    private const long UsualOpset = 17;

    private static readonly string[] Functions = ["Relu", "Sigmoid", "Tanh", "HardSwish", "Neg", "Identity", "Softplus"];

    private static readonly string[] Joins = ["Add", "Sub", "Mul", "Max", "Min"];

    /// <summary>Steps that every opset has.</summary>
    private static readonly Action<NetworkState, NetworkStep>[] Common =
    [
        (state, step) => state.Add(state.Conv(state.Pick(step.Left), 1 + (step.Number % 12), 1 + (2 * (step.Right % 2)))),
        (state, step) => state.Add(state.Conv(state.Pick(step.Left), 8, 3, shared: true)),
        GroupedConv,
        (state, step) => state.Add(state.Conv(state.Pick(step.Left), state.Pick(step.Left).Channels * (1 + (step.Number % 2)), 3, state.Pick(step.Left).Channels)),
        Join,
        Join,
        (state, step) => Concat(state, [state.Pick(step.Left), state.PickLike(state.Pick(step.Left), step.Right)]),
        (state, step) => Concat(state, [state.Pick(step.Left), state.PickLike(state.Pick(step.Left), step.Right), state.Pick(step.Left)]),
        Constants,
        Normalise,
        ChannelSteps.Shuffle,
        ChannelSteps.Merge,
        Pool,
        Gate,
        Transposed,
        ChannelsLast,
        AxisSteps.FromTheLeft,
    ];

    private static readonly Action<NetworkState, NetworkStep>[] Kinds =
    [
        .. Common,
        (state, step) => state.Add(state.Apply(state.Pick(step.Left), Functions[step.Number % Functions.Length])),
        ChannelSteps.Split,
        ChannelSteps.Slice,
        ChannelSteps.Pad,
        ChannelSteps.Gather,
        ChannelSteps.Given,
        ChannelSteps.Depth,
        Untracked,
        AxisSteps.Heads,
        AxisSteps.JoinedHeads,
        AxisSteps.Expand,
        AxisSteps.Resize,
        AxisSteps.DenseGate,
        AxisSteps.Einsum,
        AxisSteps.JoinedFlat,
        AxisSteps.AlongPositions,
        (state, step) => state.Builder.Output(step.Number % 3 == 0 ? state.Pick(step.Left).Name : state.Dense(state.Pick(step.Left))),
    ];

    public static int Count => Kinds.Length;

    public static void Apply(NetworkState state, NetworkStep step)
    {
        if (step.Operator >= 0)
        {
            OperatorSteps.Apply(state, step);
            return;
        }

        var kinds = state.Builder.Opset == UsualOpset ? Kinds : Common;
        kinds[step.Kind % kinds.Length](state, step);
    }

    private static void GroupedConv(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var groups = Divisor(input.Channels, step.Number);
        state.Add(state.Conv(input, groups * (1 + (step.Right % 4)), 3, groups));
    }

    private static void Join(NetworkState state, NetworkStep step)
    {
        var left = state.Pick(step.Left);
        var right = state.PickEqual(left, step.Right);
        state.Add(left with { Name = state.Builder.Node(Joins[step.Number % Joins.Length], [left.Name, right.Name]) });
    }

    private static void Concat(NetworkState state, Feature[] parts) => state.Add(parts[0] with
    {
        Name = state.Builder.Node("Concat", [.. parts.Select(part => part.Name)], ("axis", 1L)),
        Channels = parts.Sum(part => part.Channels),
    });

    private static void Constants(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var constant = state.Builder.Uniform(0.2f, 1, step.Right % 3 == 0 ? [1] : [input.Channels, 1, 1]);
        state.Add(input with { Name = state.Builder.Node(new[] { "Mul", "Add", "PRelu" }[step.Number % 3], [input.Name, constant]) });
    }

    private static void Normalise(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var channels = Enumerable.Range(0, step.Number % 3 == 0 ? 2 : 4).Select(_ => state.PerChannel(input.Channels, shared: step.Right % 2 == 0)).ToArray();
        state.Add(input with { Name = state.Builder.Node(channels.Length == 2 ? "InstanceNormalization" : "BatchNormalization", [input.Name, .. channels]) });
    }

    private static void Pool(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var type = step.Number % 2 == 0 ? "MaxPool" : "AveragePool";
        state.Add(input.Size % 2 == 0 && step.Right % 2 == 0
            ? state.Apply(input, type, ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 })) with { Size = input.Size / 2 }
            : state.Apply(input, type, ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 })));
    }

    private static void Gate(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var mean = state.Apply(input, "GlobalAveragePool") with { Size = 1 };
        var inner = state.Apply(state.Conv(mean, 1 + (step.Number % 5), 1), "Relu");
        var gate = state.Apply(state.Conv(inner, input.Channels, 1), "Sigmoid");
        state.Add(input with { Name = state.Builder.Node("Mul", [input.Name, gate.Name]) });
    }

    private static void Transposed(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var groups = step.Right % 2 == 0 ? 1 : Divisor(input.Channels, step.Number);
        long stride = input.Size <= 4 ? 2 : 1;
        var perGroup = 1 + (step.Number % 4);
        var weight = state.Builder.Weight(input.Channels, perGroup, stride, stride);
        var bias = state.Builder.Uniform(-0.5f, 0.5f, perGroup * groups);
        var name = state.Builder.Node("ConvTranspose", [input.Name, weight, bias], ("strides", new[] { stride, stride }), ("group", (long)groups));
        state.Add(new(name, perGroup * groups, input.Size * (int)stride));
    }

    private static void ChannelsLast(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var outputs = 1 + (step.Number % 8);
        var last = state.Apply(input, "Transpose", ("perm", new long[] { 0, 2, 3, 1 }));
        var product = state.Builder.Node("MatMul", [last.Name, state.Builder.Weight(input.Channels, outputs)]);
        var biased = state.Builder.Node("Add", [product, state.Builder.Uniform(-1, 1, outputs)]);
        state.Add(new(state.Builder.Node("Transpose", [biased], ("perm", new long[] { 0, 3, 1, 2 })), outputs, input.Size));
    }

    private static void Untracked(NetworkState state, NetworkStep step)
    {
        var input = state.PickLike(state.Image, step.Left);
        switch (step.Number % 4)
        {
            case 0:
                Concat(state, [input, state.Image with { Name = state.Builder.Node("Identity", [state.Image.Name]) }]);
                break;
            case 1:
                Concat(state, [new(state.Builder.Uniform(-1, 1, 1, 2, input.Size, input.Size), 2, input.Size), input]);
                break;
            case 2:
                state.Add(input with { Name = state.Builder.Node("Softmax", [input.Name], ("axis", 1L)) });
                break;
            default:
                state.Add(input with { Name = state.Builder.Node("Mul", [input.Name, state.Builder.Node("ReduceMean", [state.Image.Name], ("axes", new long[] { 1 }))]) });
                break;
        }
    }

    private static int Divisor(int channels, int choice)
    {
        int[] divisors = [.. Enumerable.Range(1, channels).Where(divisor => channels % divisor == 0)];
        return divisors[choice % divisors.Length];
    }
}
