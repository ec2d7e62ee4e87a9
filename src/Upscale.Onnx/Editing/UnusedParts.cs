using Google.Protobuf.Collections;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Removes what no output depends on: nodes, initializers, and descriptions of values that are gone.</summary>
internal static class UnusedParts
{
    /// <param name="model">A copy whose lists may be changed.</param>
    /// <param name="original">The graph before the edits, which knows the names that existed.</param>
    public static void Remove(ModelProto model, Graph original)
    {
        var graph = model.Graph;
        var read = new HashSet<string>(graph.Output.Select(output => output.Name), StringComparer.Ordinal);
        read.UnionWith(model.TrainingInfo.SelectMany(NamesUsed));
        var nodes = LiveNodes(graph, read);
        Set(graph.Node, nodes);

        var defined = NamesDefined.Before(graph);
        defined.UnionWith(nodes.SelectMany(node => node.Output));
        Filter(graph.QuantizationAnnotation, annotation => defined.Contains(annotation.TensorName) || original.Find(annotation.TensorName) is null);
        read.UnionWith(graph.QuantizationAnnotation.SelectMany(annotation => annotation.QuantParameterTensorNames).Select(entry => entry.Value));

        var constants = graph.Initializer.Select(tensor => tensor.Name).Concat(graph.SparseInitializer.Select(NameOf));
        var unread = constants.Where(name => !read.Contains(name)).ToHashSet(StringComparer.Ordinal);
        Filter(graph.Initializer, tensor => !unread.Contains(tensor.Name));
        Filter(graph.SparseInitializer, sparse => !unread.Contains(NameOf(sparse)));
        Filter(graph.Input, input => !unread.Contains(input.Name));
        defined.ExceptWith(unread);
        Filter(graph.QuantizationAnnotation, annotation => !unread.Contains(annotation.TensorName));
        Filter(graph.ValueInfo, info => defined.Contains(info.Name) || original.Find(info.Name) is null);
    }

    private static NodeProto[] LiveNodes(GraphProto graph, HashSet<string> read)
    {
        var live = new Stack<NodeProto>();
        for (var i = graph.Node.Count - 1; i >= 0; i--)
        {
            var node = graph.Node[i];
            if (node.Output.Count == 0 || node.Output.Any(output => output.Length > 0 && read.Contains(output)))
            {
                live.Push(node);
                read.UnionWith(NamesRead.By(node));
            }
        }

        return [.. live];
    }

    private static IEnumerable<string> NamesUsed(TrainingInfoProto training) =>
        new[] { training.Initialization, training.Algorithm }.OfType<GraphProto>().SelectMany(NamesRead.By)
            .Concat(training.InitializationBinding.Concat(training.UpdateBinding).Select(entry => entry.Key));

    private static string NameOf(SparseTensorProto sparse) => sparse.Values?.Name ?? "";

    private static void Filter<T>(RepeatedField<T> list, Func<T, bool> keep)
    {
        if (!list.All(keep))
        {
            Set(list, [.. list.Where(keep)]);
        }
    }

    private static void Set<T>(RepeatedField<T> list, T[] items)
    {
        list.Clear();
        list.AddRange(items);
    }
}
