using Google.Protobuf.Collections;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Edits of a model's main graph, recorded and applied at once. The model itself never changes.</summary>
public sealed class ModelPatch
{
    private readonly GraphEdits _edits = new();
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken;

    public ModelPatch(Model model)
    {
        Model = model;
        _taken = NamesDefined.In(model.Proto.Graph);
    }

    public Model Model { get; }

    /// <summary>A value name that neither the model nor this patch uses: <paramref name="stem"/> itself or with a number behind it.</summary>
    public string FreshName(string stem)
    {
        var root = stem.Length > 0 ? stem : "value";
        var name = root;
        for (var i = 1; !_taken.Add(name); i++)
        {
            name = $"{root}_{i}";
        }

        return name;
    }

    /// <summary>Adds a constant that shares the tensor's bytes.</summary>
    /// <returns>Its value name: the tensor's, made unique.</returns>
    public string AddInitializer(Tensor tensor)
    {
        var name = FreshName(tensor.Name);
        _edits.Initializers.Add(name == tensor.Name ? tensor : tensor.WithName(name));
        return name;
    }

    /// <summary>Makes a node read another value.</summary>
    /// <param name="node">A node of the main graph.</param>
    /// <param name="inputIndex">May lie beyond the end of the list, which is then filled up with omitted inputs.</param>
    /// <param name="valueName">Empty to omit an optional input.</param>
    public void SetInput(Node node, int inputIndex, string valueName)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputIndex);
        Of(node).Inputs[inputIndex] = valueName;
    }

    /// <summary>Makes a node read these values and no others.</summary>
    public void SetInputs(Node node, IReadOnlyList<string> valueNames)
    {
        ArgumentNullException.ThrowIfNull(valueNames);
        var edits = Of(node);
        edits.InputCount = valueNames.Count;
        for (var i = 0; i < valueNames.Count; i++)
        {
            edits.Inputs[i] = valueNames[i];
        }
    }

    public void SetAttribute(Node node, string name, long value) => Of(node).Attributes[name] = Attributes.Create(name, value);

    public void SetAttribute(Node node, string name, IReadOnlyList<long> values) => Of(node).Attributes[name] = Attributes.Create(name, values);

    public void SetAttribute(Node node, string name, float value) => Of(node).Attributes[name] = Attributes.Create(name, value);

    public void SetAttribute(Node node, string name, string value) => Of(node).Attributes[name] = Attributes.Create(name, value);

    public void RemoveAttribute(Node node, string name) => Of(node).Attributes[name] = null;

    /// <summary>Adds a node of the default domain in front of another one; several before one node keep their order.</summary>
    /// <param name="node">A node of the main graph; may be removed by the same patch.</param>
    /// <param name="opType">The operator.</param>
    /// <param name="inputs">Value names, empty for omitted ones.</param>
    /// <param name="outputs">New names, or those of a removed node's outputs.</param>
    /// <param name="attributes">Values of type long, int, float, string, <see cref="Tensor"/>, or lists of long, int, float or string.</param>
    public void InsertBefore(
        Node node,
        string opType,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> outputs,
        params (string Name, object Value)[] attributes)
    {
        var proto = new NodeProto { OpType = opType, Name = outputs.FirstOrDefault(output => output.Length > 0) ?? "" };
        proto.Input.Add(inputs);
        proto.Output.Add(outputs);
        proto.Attribute.Add(attributes.Select(attribute => Attributes.Create(attribute.Name, attribute.Value)));
        Of(node).Before.Add(proto);
        _taken.UnionWith(outputs);
    }

    /// <summary>Adds a node like another one, with the same attributes, in front of it.</summary>
    /// <param name="node">A node of the main graph.</param>
    /// <param name="inputs">Value names, empty for omitted ones.</param>
    /// <param name="outputs">New names.</param>
    public void InsertCopy(Node node, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(node);
        var proto = node.Proto.Clone();
        proto.Name = outputs.FirstOrDefault(output => output.Length > 0) ?? "";
        proto.Input.Clear();
        proto.Output.Clear();
        proto.Input.Add(inputs);
        proto.Output.Add(outputs);
        Of(node).Before.Add(proto);
        _taken.UnionWith(outputs);
    }

    /// <summary>Removes a node; whoever reads its outputs must be given something else.</summary>
    public void RemoveNode(Node node) => Of(node).Removed = true;

    /// <summary>Makes every reader of a value in the main graph, and in the sub-graphs of its nodes, read another one. Graph outputs keep their names.</summary>
    public void ReplaceUses(Value value, string byValueName)
    {
        Require(value.Graph);
        _edits.Replacements[value.Name] = byValueName;
    }

    /// <summary>Makes an inner value an output, behind those that there are; nothing happens when it is one.</summary>
    public void AddOutput(Value value)
    {
        Require(value.Graph);
        if (!value.IsGraphOutput && !_edits.Outputs.Contains(value))
        {
            _edits.Outputs.Add(value);
        }
    }

    /// <summary>Declares another shape, or none: inputs and outputs then keep their type only, other values lose their description.</summary>
    public void SetDeclaredShape(Value value, Shape? shape)
    {
        Require(value.Graph);
        _edits.Shapes[value.Name] = (value.ElementType, shape);
    }

    public void SetMetadata(string key, string value) => _metadata[key] = value;

    /// <summary>The edited model, without the nodes and initializers that nobody reads any more, checked like a loaded file.</summary>
    /// <exception cref="InvalidOperationException">The edits do not leave a valid model.</exception>
    public Model Apply()
    {
        // Merging copies lists but shares the messages in them, so untouched weights are never copied.
        var proto = new ModelProto();
        proto.MergeFrom(Model.Proto);
        GraphEditor.Apply(proto, _edits);
        UnusedParts.Remove(proto, Model.Graph);
        foreach (var (key, value) in _metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            SetMetadata(proto.MetadataProps, key, value);
        }

        try
        {
            return Model.From(proto, Model.Path, Model.Graph);
        }
        catch (UpscaleException failure)
        {
            throw new InvalidOperationException($"the edits leave an invalid model: {failure.Message}", failure);
        }
    }

    private static void SetMetadata(RepeatedField<StringStringEntryProto> entries, string key, string value)
    {
        var entry = new StringStringEntryProto { Key = key, Value = value };
        var index = entries.TakeWhile(known => known.Key != key).Count();
        if (index < entries.Count)
        {
            entries[index] = entry;
        }
        else
        {
            entries.Add(entry);
        }
    }

    private NodeEdits Of(Node node)
    {
        Require(node.Graph);
        return _edits.Of(node.Index);
    }

    private void Require(Graph graph)
    {
        if (graph != Model.Graph)
        {
            throw new ArgumentException($"only the main graph of the patched model can be edited, not '{graph.Name}'", nameof(graph));
        }
    }
}
