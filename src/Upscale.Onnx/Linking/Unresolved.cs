using Google.Protobuf.Collections;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Why a name that is read has no definition so far: nobody defines it, a later node does, or the nodes form a cycle.</summary>
internal static class Unresolved
{
    public static UpscaleException Output(string name, Graph graph) => new(
        ErrorCodes.MissingInput,
        $"output '{name}' of graph '{graph.Name}' is neither computed by a node nor an input or initializer. The file is incomplete; export the model again");

    public static UpscaleException Input(string name, NodeScope scope)
    {
        for (var level = scope; level is not null; level = level.Outer)
        {
            var nodes = level.Node.Graph.Proto.Node;
            var producer = nodes.Skip(level.Node.Index).FirstOrDefault(later => later.Output.Contains(name));
            if (producer is not null)
            {
                return NotSorted(name, scope.Node, producer, InCycle(nodes));
            }
        }

        return new UpscaleException(
            ErrorCodes.MissingInput,
            $"{scope.Node.Label} reads '{name}', which is neither computed by a node nor an input or initializer. The file is incomplete; export the model again",
            null,
            scope.Node.Label);
    }

    private static UpscaleException NotSorted(string name, Node reader, NodeProto producer, NodeProto? cyclic) => new(
        ErrorCodes.NotSorted,
        cyclic is null
            ? $"{reader.Label} reads '{name}' before {Node.LabelOf(producer)} computes it; nodes must be sorted topologically. Sort them or export the model again"
            : $"{Node.LabelOf(cyclic)} depends on its own output through '{name}' (read by {reader.Label}); graphs must not have cycles. Export the model again",
        null,
        cyclic is null ? reader.Label : Node.LabelOf(cyclic));

    /// <summary>Kahn's algorithm: the first node that never becomes ready and lies on a cycle, or null when there is an order.</summary>
    private static NodeProto? InCycle(RepeatedField<NodeProto> nodes)
    {
        var producers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var output in nodes[i].Output)
            {
                producers.TryAdd(output, i);
            }
        }

        var sources = nodes.Select(node => NamesRead.By(node).Where(producers.ContainsKey).Select(name => producers[name]).Distinct().ToArray()).ToArray();
        var readers = new List<int>[nodes.Count];
        var waiting = new int[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            readers[i] = [];
            waiting[i] = sources[i].Length;
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            Array.ForEach(sources[i], source => readers[source].Add(i));
        }

        var ready = new Queue<int>(Enumerable.Range(0, nodes.Count).Where(i => waiting[i] == 0));
        while (ready.TryDequeue(out var next))
        {
            foreach (var reader in readers[next].Where(reader => --waiting[reader] == 0))
            {
                ready.Enqueue(reader);
            }
        }

        var stuck = Array.FindIndex(waiting, count => count > 0);
        return stuck < 0 ? null : nodes[OnCycle(stuck, sources, waiting)];
    }

    // Walking back along nodes that never became ready must revisit one, and that one lies on a cycle.
    private static int OnCycle(int node, int[][] sources, int[] waiting)
    {
        var visited = new HashSet<int>();
        while (visited.Add(node))
        {
            node = sources[node].First(source => waiting[source] > 0);
        }

        return node;
    }
}
