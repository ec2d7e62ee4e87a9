using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Renames the values that a node reads, also where its sub-graphs read them from the enclosing graph.</summary>
internal static class ReaderRenaming
{
    /// <param name="node">A copy whose attributes are still shared; those with sub-graphs are replaced where needed.</param>
    /// <param name="names">Old to new name.</param>
    /// <exception cref="InvalidOperationException">A sub-graph defines a new name itself, so that it would read the wrong value.</exception>
    public static void Rename(NodeProto node, Dictionary<string, string> names)
    {
        for (var i = 0; i < node.Input.Count; i++)
        {
            node.Input[i] = names.GetValueOrDefault(node.Input[i], node.Input[i]);
        }

        for (var i = 0; i < node.Attribute.Count; i++)
        {
            if (AttributeKind.Graphs(node.Attribute[i]).SelectMany(NamesRead.By).Any(names.ContainsKey))
            {
                var copy = node.Attribute[i].Clone();
                foreach (var graph in AttributeKind.Graphs(copy))
                {
                    Rename(graph, names);
                }

                node.Attribute[i] = copy;
            }
        }
    }

    private static void Rename(GraphProto graph, Dictionary<string, string> names)
    {
        var defined = NamesDefined.Before(graph);
        defined.UnionWith(graph.Node.SelectMany(node => node.Output));
        var visible = names.Where(entry => !defined.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal);
        var read = NamesRead.By(graph).Where(visible.ContainsKey).Select(name => visible[name]).FirstOrDefault(defined.Contains);
        if (read is not null)
        {
            throw new InvalidOperationException($"sub-graph '{graph.Name}' defines '{read}' itself and cannot read the outer value of that name");
        }

        foreach (var node in graph.Node)
        {
            Rename(node, visible);
        }

        foreach (var output in graph.Output)
        {
            output.Name = visible.GetValueOrDefault(output.Name, output.Name);
        }
    }
}
