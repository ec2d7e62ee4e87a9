using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Channels;

internal static class Analysed
{
    public static AnalysedGraph Graph(Action<ModelBuilder> build, long opset = 17, bool preserveOutputOrder = false) =>
        AnalysedGraph.Read(Model(build, opset), preserveOutputOrder);

    public static Model Model(Action<ModelBuilder> build, long opset = 17)
    {
        var builder = new ModelBuilder(opset);
        build(builder);
        return builder.Build();
    }

    /// <summary>Roots of a value's channels, numbered from 0 in order of first appearance.</summary>
    public static int[] Slots(this AnalysedGraph graph, string value)
    {
        var channels = graph.Channels.ChannelsOf(graph.Model.Graph.Find(value)!)!;
        return [.. channels.List.Slots.ToArray().Select(graph.Channels.Root)];
    }

    public static bool[] Nothing(this AnalysedGraph graph) => new bool[graph.Channels.SlotCount];
}
