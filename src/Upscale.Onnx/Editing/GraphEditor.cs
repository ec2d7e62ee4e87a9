using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Applies recorded edits to a copy of a graph message. Messages inside it are shared and therefore replaced, never changed.</summary>
internal static class GraphEditor
{
    // Up to this version every initializer must also be listed as an input.
    private const long InitializersAreInputs = 3;

    public static void Apply(ModelProto model, GraphEdits edits)
    {
        var graph = model.Graph;
        graph.Initializer.Add(edits.Initializers.Select(tensor => tensor.Proto));
        if (model.IrVersion <= InitializersAreInputs)
        {
            graph.Input.Add(edits.Initializers.Select(tensor => new ValueInfoProto
            {
                Name = tensor.Name,
                Type = ValueTypes.Tensor(tensor.ElementType, new Shape(tensor.Dims.Select(Dim.Known))),
            }));
        }

        var nodes = graph.Node.ToArray();
        var replacements = Resolve(graph, nodes, edits);
        graph.Node.Clear();
        for (var i = 0; i < nodes.Length; i++)
        {
            var edit = edits.Find(i);
            graph.Node.Add(edit?.Before ?? []);
            if (edit?.Removed != true)
            {
                graph.Node.Add(Edited(nodes[i], edit, replacements));
            }
        }

        graph.Output.Add(edits.Outputs.Select(Output));
        DeclaredShapes.Apply(graph, edits.Shapes);
    }

    /// <summary>A type that is not known is left out: runtimes infer it.</summary>
    private static ValueInfoProto Output(Value value) => new()
    {
        Name = value.Name,
        Type = value.ElementType == ElementType.Undefined ? null : ValueTypes.Tensor(value.ElementType, value.DeclaredShape),
    };

    /// <summary>Follows chains of replacements whose intermediate values no longer exist.</summary>
    private static Dictionary<string, string> Resolve(GraphProto graph, NodeProto[] nodes, GraphEdits edits)
    {
        if (edits.Replacements.Count == 0)
        {
            return edits.Replacements;
        }

        var defined = NamesDefined.Before(graph);
        for (var i = 0; i < nodes.Length; i++)
        {
            var edit = edits.Find(i);
            defined.UnionWith(edit?.Before.SelectMany(node => node.Output) ?? []);
            defined.UnionWith(edit?.Removed == true ? [] : nodes[i].Output);
        }

        return edits.Replacements.ToDictionary(entry => entry.Key, entry => Target(entry.Value), StringComparer.Ordinal);

        string Target(string name)
        {
            for (var steps = edits.Replacements.Count; !defined.Contains(name) && edits.Replacements.TryGetValue(name, out var next); steps--)
            {
                name = steps > 0 ? next : throw new InvalidOperationException($"the replacements of '{name}' form a cycle");
            }

            return name;
        }
    }

    private static NodeProto Edited(NodeProto node, NodeEdits? edit, Dictionary<string, string> replacements)
    {
        var renames = replacements.Count > 0 && NamesRead.By(node).Any(replacements.ContainsKey);
        if (!renames && edit is not ({ Inputs.Count: > 0 } or { Attributes.Count: > 0 }))
        {
            return node;
        }

        var copy = new NodeProto();
        copy.MergeFrom(node);
        if (renames)
        {
            ReaderRenaming.Rename(copy, replacements);
        }

        foreach (var (index, name) in edit?.Inputs ?? [])
        {
            while (copy.Input.Count <= index)
            {
                copy.Input.Add("");
            }

            copy.Input[index] = name;
        }

        while (copy.Input.Count > edit?.InputCount)
        {
            copy.Input.RemoveAt(copy.Input.Count - 1);
        }

        foreach (var (name, attribute) in edit?.Attributes ?? [])
        {
            SetAttribute(copy, name, attribute);
        }

        return copy;
    }

    private static void SetAttribute(NodeProto node, string name, AttributeProto? attribute)
    {
        var index = node.Attribute.TakeWhile(known => known.Name != name).Count();
        if (index < node.Attribute.Count)
        {
            node.Attribute.RemoveAt(index);
        }

        if (attribute is not null)
        {
            node.Attribute.Insert(index, attribute);
        }
    }
}
