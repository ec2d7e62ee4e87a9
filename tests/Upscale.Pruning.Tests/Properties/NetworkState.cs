using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>A tensor [1, Channels, Size, Size].</summary>
internal sealed record Feature(string Name, int Channels, int Size);

/// <summary>The tensors that a random network has so far.</summary>
internal sealed class NetworkState
{
    private const int MostChannels = 24;
    private readonly List<Feature> _features = [];
    private readonly Dictionary<(int, int, int), string> _weights = [];
    private readonly Dictionary<int, string> _perChannel = [];
    private readonly Dictionary<(string, string), string> _constants = [];
    private readonly Dictionary<float, string> _scalars = [];
    private readonly Dictionary<(string, int), List<string>> _fitting = [];

    /// <param name="opset">Of the whole network.</param>
    /// <param name="batch">1, or a symbol for it.</param>
    public NetworkState(long opset, Dim batch)
    {
        Builder = new(opset);
        const int Channels = 3;
        const int Size = 4;
        Batch = batch;
        Image = new(Builder.Input(batch, Channels, Size, Size), Channels, Size);
        Add(Conv(Image, 6, 3));
    }

    public RecordedBuilder Builder { get; }

    /// <summary>The graph's input, whose channels nobody follows.</summary>
    public Feature Image { get; }

    /// <summary>1, or a symbol for it.</summary>
    public Dim Batch { get; }

    public Feature Pick(int index) => _features[index % _features.Count];

    /// <summary>Another feature of the same size.</summary>
    public Feature PickLike(Feature like, int index)
    {
        var same = _features.FindAll(feature => feature.Size == like.Size);
        return same[index % same.Count];
    }

    /// <summary>Another feature of the same size and channels, made so where it is not.</summary>
    public Feature PickEqual(Feature like, int index)
    {
        var other = PickLike(like, index);
        return other.Channels == like.Channels ? other : Conv(other, like.Channels, 1);
    }

    /// <summary>A tensor of these sizes with channels on this axis, if there is one.</summary>
    public string? PickFitting(long[] dims, int axis, int index) =>
        _fitting.TryGetValue((string.Join(',', dims), axis), out var names) ? names[index % names.Count] : null;

    public void AddFitting(string name, long[] dims, int axis)
    {
        var key = (string.Join(',', dims), axis);
        _fitting.TryAdd(key, []);
        _fitting[key].Add(name);
    }

    /// <summary>Adds a feature; wide ones are narrowed first.</summary>
    public void Add(Feature feature) => _features.Add(feature.Channels > MostChannels ? Conv(feature, 6, 1) : feature);

    public Feature Apply(Feature feature, string opType, params (string Name, object Value)[] attributes) =>
        feature with { Name = Builder.Node(opType, [feature.Name], attributes) };

    public Feature Conv(Feature input, int outputs, int kernel, int groups = 1, bool shared = false)
    {
        var key = (outputs, input.Channels / groups, kernel);
        var weight = shared && _weights.TryGetValue(key, out var known) ? known : Builder.Weight(key.outputs, key.Item2, kernel, kernel);
        _weights[key] = weight;
        long pad = kernel / 2;
        string[] inputs = kernel == 1 ? [input.Name, weight] : [input.Name, weight, PerChannel(outputs, shared)];
        var name = Builder.Node("Conv", inputs, ("group", (long)groups), ("pads", new[] { pad, pad, pad, pad }));
        return new(name, outputs, input.Size);
    }

    /// <summary>A constant per channel, perhaps one that other nodes read too.</summary>
    public string PerChannel(int channels, bool shared)
    {
        var name = shared && _perChannel.TryGetValue(channels, out var known) ? known : Builder.Uniform(0.2f, 1, channels);
        _perChannel[channels] = name;
        return name;
    }

    /// <summary>The constant of an operator, perhaps one that other nodes read too.</summary>
    public string Constant(string owner, Tensor tensor, bool shared)
    {
        var key = (owner, tensor.Name);
        var name = shared && _constants.TryGetValue(key, out var known) ? known : Builder.Constant(tensor);
        _constants[key] = name;
        return name;
    }

    public string Scalar(float value)
    {
        var name = _scalars.TryGetValue(value, out var known) ? known : Builder.Constant(Tensor.FromFloats("scalar", [], [value]));
        _scalars[value] = name;
        return name;
    }

    /// <summary>Gives every feature that nobody reads a reader of its own.</summary>
    public void Finish(int choice)
    {
        foreach (var feature in _features.Where(feature => !Builder.IsRead(feature.Name)).ToArray())
        {
            Builder.Output(choice++ % 3 == 0 ? Dense(feature) : Conv(feature, 2, 1).Name);
        }
    }

    public string Dense(Feature feature)
    {
        const int OpsetOfOptionalBias = 11;
        var flat = Builder.Node("Flatten", [feature.Name]);
        return Builder.Node(Builder.Opset < OpsetOfOptionalBias ? "MatMul" : "Gemm", [flat, Builder.Weight(feature.Channels * feature.Size * feature.Size, 2)]);
    }
}
