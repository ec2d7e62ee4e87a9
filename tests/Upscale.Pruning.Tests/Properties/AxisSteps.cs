namespace Upscale.Pruning.Tests.Properties;

/// <summary>Steps that carry channels over several axes, or to other ones.</summary>
internal static class AxisSteps
{
    /// <summary>Channels on two axes, with something per axis, then on one again.</summary>
    public static void Heads(NetworkState state, NetworkStep step)
    {
        if (Split(state, state.Pick(step.Left), step.Number) is not var (input, heads, split))
        {
            return;
        }

        var builder = state.Builder;
        long rest = input.Channels / heads;
        var carried = (step.Right % 6) switch
        {
            0 => builder.Node("Mul", [split, builder.Uniform(0.5f, 1, heads, 1, 1)]),
            1 => builder.Node("Add", [split, builder.Uniform(0.5f, 1, rest, 1)]),
            2 => builder.Node("Softmax", [split], ("axis", 3L)),
            3 => builder.Node("Softmax", [split], ("axis", 2L)),
            4 => builder.Node("Mul", [split, builder.Uniform(0.5f, 1, heads, rest, 1)]),
            _ => builder.Node("Concat", [split, split], ("axis", 1L)),
        };
        var copies = step.Right % 6 == 5 ? 2 : 1;
        var merged = builder.Node("Reshape", [carried, builder.Int64s(0, input.Channels * copies, input.Size, -1)]);
        state.Add(input with { Name = merged, Channels = input.Channels * copies });
    }

    /// <summary>Two tensors that are split alike, joined, and perhaps turned before they are merged.</summary>
    public static void JoinedHeads(NetworkState state, NetworkStep step)
    {
        var feature = state.Pick(step.Left);
        if (Split(state, feature, step.Number) is not var (input, _, left)
            || Split(state, state.PickEqual(feature, step.Right), step.Number) is not var (_, _, right))
        {
            return;
        }

        var sum = state.Builder.Node("Add", [left, right]);
        var turned = step.Right % 2 == 0 ? sum : state.Builder.Node("Transpose", [sum], ("perm", new long[] { 0, 2, 1, 3 }));
        state.Add(input with { Name = state.Builder.Node("Reshape", [turned, state.Builder.Int64s(1, -1, input.Size, input.Size)]) });
    }

    public static void Expand(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var mean = state.Builder.Node("ReduceMax", [input.Name], ("axes", new long[] { 2, 3 }));
        long channels = step.Right % 2 == 0 ? input.Channels : 1;
        state.Add(input with { Name = state.Builder.Node("Expand", [mean, state.Builder.Int64s(1, channels, input.Size, input.Size)]) });
    }

    public static void Resize(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var size = 1 + (step.Number % 8);
        var name = state.Builder.Node("Resize", [input.Name, "", "", state.Builder.Int64s(1, input.Channels, size, size)], ("mode", "nearest"));
        state.Add(input with { Name = name, Size = size });
    }

    /// <summary>Squeeze and excitation through dense layers.</summary>
    public static void DenseGate(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var builder = state.Builder;
        var hidden = 1 + (step.Number % 6);
        var mean = builder.Node("ReduceMean", [input.Name], ("axes", new long[] { 2, 3 }), ("keepdims", 0L));
        var inner = builder.Node("Gemm", [mean, builder.Weight(hidden, input.Channels), builder.Uniform(0, 1, hidden)], ("transB", 1L));
        var gate = builder.Node("Sigmoid", [builder.Node("Gemm", [inner, builder.Weight(hidden, input.Channels), state.PerChannel(input.Channels, shared: true)])]);
        state.Add(input with { Name = builder.Node("Mul", [input.Name, builder.Node("Unsqueeze", [gate, builder.Int64s(2, 3)])]) });
    }

    /// <summary>A constant matrix times channels on rows.</summary>
    public static void FromTheLeft(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var outputs = 1 + (step.Number % 6);
        var rows = state.Builder.Node("Reshape", [input.Name, state.Builder.Int64s(0, input.Channels, -1)]);
        var product = state.Builder.Node("MatMul", [state.Builder.Weight(outputs, input.Channels), rows]);
        state.Add(new(state.Builder.Node("Reshape", [product, state.Builder.Int64s(1, outputs, input.Size, input.Size)]), outputs, input.Size));
    }

    public static void Einsum(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var outputs = 1 + (step.Number % 6);
        var equation = step.Right % 2 == 0 ? "bchw,oc->bohw" : "bchw,co->bohw";
        long[] dims = step.Right % 2 == 0 ? [outputs, input.Channels] : [input.Channels, outputs];
        state.Add(new(state.Builder.Node("Einsum", [input.Name, state.Builder.Weight(dims)], ("equation", equation)), outputs, input.Size));
    }

    /// <summary>Two flattened tensors behind one another, normalised, read by a dense layer.</summary>
    public static void JoinedFlat(NetworkState state, NetworkStep step)
    {
        Feature[] parts = [state.Pick(step.Left), state.Pick(step.Right)];
        var builder = state.Builder;
        var joined = builder.Node("Concat", [.. parts.Select(part => builder.Node("Flatten", [part.Name]))], ("axis", 1L));
        var width = parts.Sum(part => part.Channels * part.Size * part.Size);
        var normalised = builder.Node("BatchNormalization", [joined, .. Enumerable.Range(0, 4).Select(_ => builder.Uniform(0.2f, 1, width))]);
        builder.Output(builder.Node("MatMul", [normalised, builder.Weight(width, 1 + (step.Number % 3))]));
    }

    /// <summary>Operators that work on positions and must leave channels alone.</summary>
    public static void AlongPositions(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var builder = state.Builder;
        state.Add(input with
        {
            Name = (step.Number % 4) switch
            {
                0 => builder.Node("Softmax", [input.Name], ("axis", 2L)),
                1 => builder.Node("CumSum", [input.Name, builder.Int64s(3)]),
                2 => builder.Node("LayerNormalization", [input.Name, builder.Uniform(0.5f, 1, input.Size)]),
                _ => builder.Node("Gather", [input.Name, builder.Int64s([.. Enumerable.Range(0, input.Size).Select(row => (long)(input.Size - 1 - row))])], ("axis", 2L)),
            },
        });
    }

    private static (Feature Input, int Heads, string Name)? Split(NetworkState state, Feature input, int choice)
    {
        int[] divisors = [.. Enumerable.Range(2, Math.Max(input.Channels - 1, 0)).Where(divisor => input.Channels % divisor == 0)];
        if (divisors.Length == 0)
        {
            return null;
        }

        var heads = divisors[choice % divisors.Length];
        long[] target = choice % 2 == 0
            ? [1, heads, input.Channels / heads, input.Size * input.Size]
            : [0, heads, -1, input.Size * input.Size];
        return (input, heads, state.Builder.Node("Reshape", [input.Name, state.Builder.Int64s(target)]));
    }
}
