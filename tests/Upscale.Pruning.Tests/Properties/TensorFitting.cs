using System.Collections.Immutable;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>Turns features into tensors of any shape and back without mixing channels.</summary>
internal static class TensorFitting
{
    /// <summary>A tensor of the given sizes whose channels are those of the feature.</summary>
    /// <param name="state">Receives the nodes.</param>
    /// <param name="feature">Its channels are picked or mixed where it has too few or too many.</param>
    /// <param name="dims">Sizes of all axes.</param>
    /// <param name="axis">The one with channels.</param>
    /// <param name="choice">Which channels and positions.</param>
    public static string Fit(NetworkState state, Feature feature, long[] dims, int axis, int choice)
    {
        var channels = WithChannels(state, feature, (int)dims[axis], choice);
        long[] others = [.. dims.Where((_, i) => i != axis)];
        var rows = state.Builder.Node("Reshape", [channels.Name, state.Builder.Int64s(channels.Channels, channels.Size * channels.Size)]);
        var picked = Positions(state, rows, channels.Size * channels.Size, Product(others), choice);
        var ordered = state.Builder.Node("Reshape", [picked, state.Builder.Int64s([channels.Channels, .. others])]);
        long[] order = [.. Enumerable.Range(1, axis), 0, .. Enumerable.Range(axis + 1, dims.Length - axis - 1)];
        return axis == 0 ? ordered : state.Builder.Node("Transpose", [ordered], ("perm", order));
    }

    /// <summary>A feature of the given size whose channels are the positions on some axes of a tensor.</summary>
    public static Feature Unfit(NetworkState state, string name, long[] dims, ImmutableArray<int> axes, int size)
    {
        int[] order = [.. axes, .. Enumerable.Range(0, dims.Length).Except(axes)];
        var turned = order.SequenceEqual(Enumerable.Range(0, dims.Length))
            ? name
            : state.Builder.Node("Transpose", [name], ("perm", order.Select(i => (long)i).ToArray()));
        var channels = Product(axes.Select(i => dims[i]));
        var rows = state.Builder.Node("Reshape", [turned, state.Builder.Int64s(channels, Product(dims) / channels)]);
        var picked = Positions(state, rows, Product(dims) / channels, size * size, 0);
        return new(state.Builder.Node("Reshape", [picked, state.Builder.Int64s(1, channels, size, size)]), (int)channels, size);
    }

    private static Feature WithChannels(NetworkState state, Feature feature, int channels, int choice)
    {
        if (feature.Channels == channels)
        {
            return feature;
        }

        if (choice % 2 == 0)
        {
            return state.Conv(feature, channels, 1);
        }

        long[] picks = [.. Enumerable.Range(choice, channels).Select(i => (long)(i % feature.Channels))];
        return feature with { Name = state.Builder.Node("Gather", [feature.Name, state.Builder.Int64s(picks)], ("axis", 1L)), Channels = channels };
    }

    private static string Positions(NetworkState state, string rows, long from, long to, int choice)
    {
        long[] picks = [.. Enumerable.Range(choice, (int)to).Select(i => i % from)];
        return from == to ? rows : state.Builder.Node("Gather", [rows, state.Builder.Int64s(picks)], ("axis", 1L));
    }

    private static long Product(IEnumerable<long> sizes) => sizes.Aggregate(1L, (product, size) => product * size);
}
