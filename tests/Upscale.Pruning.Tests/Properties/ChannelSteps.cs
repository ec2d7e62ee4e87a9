namespace Upscale.Pruning.Tests.Properties;

/// <summary>Steps that cut, pick and move channels.</summary>
internal static class ChannelSteps
{
    public static void Split(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        if (input.Channels < 2)
        {
            return;
        }

        var first = 1 + (step.Number % (input.Channels - 1));
        var parts = state.Builder.NodeMany("Split", [input.Name, state.Builder.Int64s(first, input.Channels - first)], 2, ("axis", 1L));
        state.Add(input with { Name = parts[0], Channels = first });
        state.Add(input with { Name = parts[1], Channels = input.Channels - first });
    }

    public static void Slice(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var start = step.Number % input.Channels;
        var end = start + 1 + (step.Right % (input.Channels - start));
        var builder = state.Builder;
        var name = builder.Node("Slice", [input.Name, builder.Int64s(start), builder.Int64s(end), builder.Int64s(1)]);
        state.Add(input with { Name = name, Channels = end - start });
    }

    public static void Pad(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var (before, behind) = (step.Number % 4, step.Right % 3);
        var name = state.Builder.Node(
            "Pad", [input.Name, state.Builder.Int64s(0, before, 0, 0, 0, behind, 0, 0), state.Builder.Uniform(0.3f, 0.6f)]);
        state.Add(input with { Name = name, Channels = input.Channels + before + behind });
    }

    public static void Gather(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var random = new Random(step.Number);
        long[] picks = [.. Enumerable.Range(0, 1 + (step.Right % 8)).Select(_ => (long)random.Next(-input.Channels, input.Channels))];
        state.Add(input with
        {
            Name = state.Builder.Node("Gather", [input.Name, state.Builder.Int64s(picks)], ("axis", 1L)),
            Channels = picks.Length,
        });
    }

    /// <summary>Another graph input, whose channels are put in another order.</summary>
    public static void Given(NetworkState state, NetworkStep step)
    {
        var like = state.Pick(step.Left);
        long[] places = [.. Enumerable.Range(0, like.Channels).Select(place => (long)place)];
        new Random(step.Number).Shuffle(places);
        var input = state.Builder.Input(state.Batch, like.Channels, like.Size, like.Size);
        state.Add(like with { Name = state.Builder.Node("Gather", [input, state.Builder.Int64s(places)], ("axis", 1L)) });
    }

    public static void Shuffle(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var groups = new[] { 2, 3, 4 }[step.Number % 3];
        if (input.Channels % groups != 0)
        {
            return;
        }

        var builder = state.Builder;
        var split = builder.Node("Reshape", [input.Name, builder.Int64s(1, groups, input.Channels / groups, input.Size * input.Size)]);
        var moved = step.Right % 3 == 0 ? builder.Node("Relu", [split]) : builder.Node("Transpose", [split], ("perm", new long[] { 0, 2, 1, 3 }));
        var merged = builder.Node("Reshape", [moved, builder.Int64s(1, input.Channels, input.Size, input.Size)]);
        state.Add(input with { Name = merged });
    }

    public static void Depth(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        if (step.Number % 3 == 0 && input.Size % 2 == 0)
        {
            state.Add(state.Apply(input, "SpaceToDepth", ("blocksize", 2L)) with { Channels = input.Channels * 4, Size = input.Size / 2 });
        }
        else if (input.Channels % 4 == 0 && input.Size <= 4)
        {
            state.Add(state.Apply(input, "DepthToSpace", ("blocksize", 2L), ("mode", step.Number % 2 == 0 ? "CRD" : "DCR")) with
            {
                Channels = input.Channels / 4,
                Size = input.Size * 2,
            });
        }
    }

    /// <summary>Channels and rows become channels of one column.</summary>
    public static void Merge(NetworkState state, NetworkStep step)
    {
        var input = state.Pick(step.Left);
        var rows = input.Channels * input.Size;
        var merged = state.Builder.Node("Reshape", [input.Name, state.Builder.Int64s(1, rows, input.Size)]);
        var outputs = 1 + (step.Number % 4);
        var conv = state.Builder.Node("Conv", [merged, state.Builder.Weight(outputs * input.Size, rows, 1)]);
        state.Add(new(state.Builder.Node("Reshape", [conv, state.Builder.Int64s(1, outputs, input.Size, input.Size)]), outputs, input.Size));
    }
}
