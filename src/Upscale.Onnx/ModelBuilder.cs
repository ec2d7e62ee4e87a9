using System.Globalization;
using System.Runtime.InteropServices;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Builds models for tests, samples and benchmarks. The same calls give the same bytes on every machine.</summary>
public sealed class ModelBuilder
{
    private readonly GraphProto _graph = new() { Name = "graph" };
    private readonly SortedDictionary<string, long> _opsets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly int _seed;
    private readonly string _prefix = "";

    /// <param name="opset">Version of ai.onnx, 7 to 23.</param>
    /// <param name="seed">Of all pseudo-random weights.</param>
    public ModelBuilder(long opset = 17, int seed = 0)
    {
        _opsets[""] = opset;
        _seed = seed;
    }

    private ModelBuilder(ModelBuilder parent, string name)
    {
        _graph.Name = name;
        _opsets = parent._opsets;
        _seed = parent._seed;
        _prefix = $"{parent._prefix}{name}_";
    }

    /// <summary>A float32 graph input; no dimensions make a scalar.</summary>
    /// <returns>Its name.</returns>
    public string Input(string name, params Dim[] dims) => Input(name, ElementType.Float, dims);

    /// <summary>A graph input of any type; no dimensions make a scalar.</summary>
    /// <returns>Its name.</returns>
    public string Input(string name, ElementType type, params Dim[] dims)
    {
        _graph.Input.Add(new ValueInfoProto { Name = name, Type = ValueTypes.Tensor(type, new Shape(dims.AsSpan())) });
        return name;
    }

    /// <summary>A graph input that is a sequence or a map.</summary>
    /// <returns>Its name.</returns>
    public string Input(string name, ValueStructure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        _graph.Input.Add(new ValueInfoProto { Name = name, Type = ValueTypes.Structure(structure) });
        return name;
    }

    /// <summary>A float32 initializer.</summary>
    /// <returns>Its name.</returns>
    public string Constant(string name, IReadOnlyList<long> dims, ReadOnlySpan<float> values) => Constant(Tensor.FromFloats(name, dims, values));

    /// <summary>An initializer of any type.</summary>
    /// <returns>Its name.</returns>
    public string Constant(Tensor tensor)
    {
        _graph.Initializer.Add(tensor.Proto);
        return tensor.Name;
    }

    /// <summary>An int64 initializer of one dimension.</summary>
    /// <returns>Its name.</returns>
    public string Int64s(string name, params long[] values) => Int64s(name, [values.Length], values);

    /// <summary>An int64 initializer.</summary>
    /// <returns>Its name.</returns>
    public string Int64s(string name, IReadOnlyList<long> dims, ReadOnlySpan<long> values) => Constant(Tensor.FromInt64s(name, dims, values));

    /// <summary>A float32 initializer of approximately normal weights with standard deviation 1/sqrt(fan-in).</summary>
    /// <param name="name">Also selects the pseudo-random stream.</param>
    /// <param name="dims">Sizes, output channels first; the fan-in is the product of the others.</param>
    /// <returns>Its name.</returns>
    public string Weight(string name, params long[] dims)
    {
        var scale = 1 / MathF.Sqrt(Math.Max(1, Product(dims.Length > 1 ? dims.AsSpan(1) : dims)));
        return Generated(name, dims, stream => stream.Normal() * scale);
    }

    /// <summary>A float32 initializer, uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <returns>Its name.</returns>
    public string Uniform(string name, float low, float high, params long[] dims) =>
        Generated(name, dims, stream => low + (stream.Uniform() * (high - low)));

    /// <summary>Appends a node with one output.</summary>
    /// <param name="opType">The operator; one of another domain is written <c>domain::Operator</c>.</param>
    /// <param name="inputs">Value names, empty for omitted ones.</param>
    /// <param name="attributes">Values of type long, int, float, string, <see cref="Tensor"/>, <see cref="ModelBuilder"/> (a sub-graph), or lists of long, int, float or string.</param>
    /// <returns>The generated name of its output.</returns>
    public string Node(string opType, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes) =>
        NodeMany(opType, inputs, 1, attributes)[0];

    /// <summary>Appends a node with several outputs.</summary>
    /// <returns>The generated names of its outputs.</returns>
    public IReadOnlyList<string> NodeMany(string opType, IReadOnlyList<string> inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        var (domain, type) = opType.Split("::") is [var first, var second] ? (first, second) : ("", opType);
        var name = _prefix + type.ToLowerInvariant() + "_" + _graph.Node.Count.ToString(CultureInfo.InvariantCulture);
        string[] names = outputs == 1 ? [name] : [.. Enumerable.Range(0, outputs).Select(i => $"{name}_{i}")];
        var node = new NodeProto { OpType = type, Name = name };
        node.Input.Add(inputs);
        node.Output.Add(names);
        node.Attribute.Add(attributes.Select(attribute => Attributes.Create(attribute.Name, attribute.Value is ModelBuilder body ? body._graph : attribute.Value)));
        if (domain.Length > 0)
        {
            node.Domain = domain;
            _opsets.TryAdd(domain, 1);
        }

        _graph.Node.Add(node);
        return names;
    }

    /// <summary>A builder for a sub-graph, whose nodes may read every value of this one; pass it as an attribute's value.</summary>
    /// <param name="name">Unique among the sub-graphs; prefixes the generated names.</param>
    public ModelBuilder Subgraph(string name) => new(this, name);

    /// <summary>A two-dimensional convolution with generated weights.</summary>
    /// <param name="x">[N, inChannels, H, W].</param>
    /// <param name="inChannels">A multiple of <paramref name="groups"/>.</param>
    /// <param name="outChannels">A multiple of <paramref name="groups"/>.</param>
    /// <param name="kernel">Height and width.</param>
    /// <param name="stride">Of both axes.</param>
    /// <param name="pad">On every side; kernel / 2 when null.</param>
    /// <param name="groups">Channel groups.</param>
    /// <param name="bias">Whether a bias is added.</param>
    public string Conv(string x, long inChannels, long outChannels, int kernel, int stride = 1, int? pad = null, int groups = 1, bool bias = true)
    {
        var name = Next("conv");
        long padding = pad ?? kernel / 2;
        List<string> inputs = [x, Weight(name + "_weight", outChannels, inChannels / groups, kernel, kernel)];
        if (bias)
        {
            inputs.Add(Uniform(name + "_bias", -0.1f, 0.1f, outChannels));
        }

        return Node(
            "Conv",
            inputs,
            ("kernel_shape", new long[] { kernel, kernel }),
            ("strides", new long[] { stride, stride }),
            ("pads", new[] { padding, padding, padding, padding }),
            ("group", (long)groups));
    }

    public string BatchNormalization(string x, long channels)
    {
        var name = Next("batchnormalization");
        return Node(
            "BatchNormalization",
            [
                x,
                Uniform(name + "_scale", 0.5f, 1.5f, channels),
                Uniform(name + "_bias", -0.5f, 0.5f, channels),
                Uniform(name + "_mean", -0.5f, 0.5f, channels),
                Uniform(name + "_variance", 0.5f, 1.5f, channels),
            ]);
    }

    public string Relu(string x) => Node("Relu", [x]);

    public string Add(string a, string b) => Node("Add", [a, b]);

    public string Concat(int axis, params string[] xs) => Node("Concat", xs, ("axis", (long)axis));

    /// <summary>A fully connected layer, weights [outFeatures, inFeatures] (transB), with bias.</summary>
    public string Gemm(string x, long inFeatures, long outFeatures)
    {
        var name = Next("gemm");
        return Node("Gemm", [x, Weight(name + "_weight", outFeatures, inFeatures), Uniform(name + "_bias", -0.1f, 0.1f, outFeatures)], ("transB", 1L));
    }

    /// <summary>Makes a value a float32 graph output; without dimensions its shape stays undeclared.</summary>
    public void Output(string name, params Dim[] dims) => Output(name, ElementType.Float, dims);

    /// <summary>Makes a value a graph output; without dimensions its shape stays undeclared.</summary>
    public void Output(string name, ElementType type, params Dim[] dims) => _graph.Output.Add(new ValueInfoProto
    {
        Name = name,
        Type = ValueTypes.Tensor(type, dims.Length == 0 ? null : new Shape(dims.AsSpan())),
    });

    /// <summary>Makes a sequence or a map a graph output.</summary>
    public void Output(string name, ValueStructure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        _graph.Output.Add(new ValueInfoProto { Name = name, Type = ValueTypes.Structure(structure) });
    }

    /// <summary>Describes the type and shape of an inner value.</summary>
    public void Describe(string name, ElementType type, params Dim[] dims) =>
        _graph.ValueInfo.Add(new ValueInfoProto { Name = name, Type = ValueTypes.Tensor(type, new Shape(dims.AsSpan())) });

    public void Metadata(string key, string value) => _metadata[key] = value;

    /// <summary>The model, checked like a loaded file.</summary>
    /// <exception cref="UpscaleException">What was built is not a valid model.</exception>
    public Model Build()
    {
        var model = new ModelProto { IrVersion = 8, ProducerName = "upscale", Graph = _graph.Clone() };
        model.OpsetImport.Add(_opsets.Select(import => new OperatorSetIdProto { Domain = import.Key, Version = import.Value }));
        model.MetadataProps.Add(_metadata
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return Model.From(model, null, null);
    }

    private string Next(string stem) => $"{_prefix}{stem}_{_graph.Node.Count.ToString(CultureInfo.InvariantCulture)}";

    private string Generated(string name, long[] dims, Func<WeightStream, float> next)
    {
        var stream = new WeightStream(_seed, name);
        var bytes = new byte[checked(Product(dims) * sizeof(float))];
        foreach (ref var value in MemoryMarshal.Cast<byte, float>(bytes.AsSpan()))
        {
            value = next(stream);
        }

        return Constant(Tensor.FromBytes(name, ElementType.Float, dims, bytes));
    }

    private static long Product(ReadOnlySpan<long> dims)
    {
        var product = 1L;
        foreach (var dim in dims)
        {
            product = checked(product * dim);
        }

        return product;
    }
}
