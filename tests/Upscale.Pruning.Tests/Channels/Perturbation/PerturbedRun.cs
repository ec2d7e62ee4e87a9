using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Rewriting;

namespace Upscale.Pruning.Tests.Channels.Perturbation;

/// <summary>An operator alone in ONNX Runtime, with what the analysis says of it behind producers.</summary>
internal sealed class PerturbedRun : IDisposable
{
    private const int Untracked = -1;
    private readonly OperatorCase _case;
    private readonly ModelRun _run;
    private readonly ImmutableArray<Tensor> _inputs;
    private readonly ChannelAnalysis _analysis;
    private readonly Model _analysed;
    private readonly IReadOnlyList<string> _outputs;
    private readonly IReadOnlyList<string> _analysedOutputs;
    private readonly string _analysedInput;

    public PerturbedRun(OperatorCase item)
        : this(item, item.Alone().Model)
    {
    }

    private PerturbedRun(OperatorCase item, Model model)
    {
        _case = item;
        Model = model;
        _outputs = item.Alone().Outputs;
        (_analysed, var inputs, _analysedOutputs) = item.WithProducers();
        _analysedInput = inputs[0];
        _analysis = AnalysedGraph.Read(_analysed, preserveOutputOrder: false).Channels;
        _run = new(model);
        _inputs = [.. RandomInputs.Of(model, item.Low, item.High)];
        Base = _run.Run(_inputs);
    }

    public Model Model { get; }

    public IReadOnlyDictionary<string, Tensor> Base { get; }

    /// <summary>Root of every channel of the first input.</summary>
    public int[] Channels => [.. _analysis.ChannelsOf(_analysed.Graph.Find(_analysedInput)!)!.List.Slots.ToArray().Select(_analysis.Root)];

    /// <summary>Float constants of the operator that are cut with channels, not contracted.</summary>
    public IEnumerable<WeightBinding> Bindings => _analysis.Bindings.Where(binding =>
        binding is { Consumer: null, Groups: 1 } && binding.Node.Index >= Shift && NodeAlone(binding.Node).Input(binding.InputIndex)!.Constant is { ElementType: ElementType.Float });

    private int Shift => _case.Inputs.Length;

    public int Root(int slot) => _analysis.Root(slot);

    /// <summary>Outputs with other values in one channel of the first input.</summary>
    public IReadOnlyDictionary<string, Tensor> Change(int channel)
    {
        var (dims, axis) = (_inputs[0].Dims, _case.ChannelAxis);
        var inner = dims.Skip(axis + 1).Aggregate(1L, (product, dim) => product * dim);
        var values = _inputs[0].ToFloats();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i / inner % dims[axis] == channel ? _case.Low + _case.High - values[i] : values[i];
        }

        return _run.Run(_inputs.SetItem(0, Tensor.FromFloats(_inputs[0].Name, dims, values)));
    }

    /// <summary>The same run with zero weights where a consumer meets a channel.</summary>
    public PerturbedRun WithoutChannel(int channel)
    {
        var consumer = _analysis.Consumers.Single(consumer => consumer.Activation.Name == _analysedInput);
        var zeros = new bool[consumer.Channels.Count];
        zeros[channel] = true;
        var cut = new AxisCut(consumer.WeightAxis, [.. Enumerable.Range(0, zeros.Length)], zeros, consumer.Groups);
        return With(consumer.Node, consumer.WeightInput, weights => WeightSlicer.Cut(weights, [cut]));
    }

    /// <summary>The same run with other values at one position of a bound axis.</summary>
    public PerturbedRun WithWeights(WeightBinding binding, int position) => With(binding.Node, binding.InputIndex, weights =>
    {
        var inner = weights.Dims.Skip(binding.Axis + 1).Aggregate(1L, (product, dim) => product * dim);
        var values = weights.ToFloats();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] += i / inner % weights.Dims[binding.Axis] == position ? 0.25f : 0;
        }

        return Tensor.FromFloats(weights.Name, [.. weights.Dims], values);
    });

    /// <summary>Roots of the output channels that differ; a negative number where no channel is declared.</summary>
    public HashSet<int> Differences(IReadOnlyDictionary<string, Tensor> left, IReadOnlyDictionary<string, Tensor> right)
    {
        var result = new HashSet<int>();
        for (var output = 0; output < _outputs.Count; output++)
        {
            var (a, b) = (left[_outputs[output]], right[_outputs[output]]);
            var (before, after) = (a.ToFloats(), b.ToFloats());
            Assert.Equal(a.Dims.ToArray(), b.Dims.ToArray());
            for (var i = 0; i < before.Length; i++)
            {
                if (!before[i].Equals(after[i]))
                {
                    result.Add(RootAt(output, a.Dims, i));
                }
            }
        }

        return result;
    }

    /// <summary>Whether an output carries one of these channels.</summary>
    public bool Declares(HashSet<int> roots) => _analysedOutputs.Any(name =>
        _analysis.ChannelsOf(_analysed.Graph.Find(name)!)?.List.Slots.ToArray().Any(slot => roots.Contains(Root(slot))) == true);

    public void Dispose() => _run.Dispose();

    private int RootAt(int output, ImmutableArray<long> dims, long element)
    {
        if (_analysis.ChannelsOf(_analysed.Graph.Find(_analysedOutputs[output])!) is not { } channels)
        {
            return Untracked;
        }

        var position = 0L;
        for (var i = 0; i < channels.Axes.Length; i++)
        {
            var inner = dims.Skip(channels.Axes[i] + 1).Aggregate(1L, (product, dim) => product * dim);
            position = (position * channels.Extents[i]) + (element / inner % dims[channels.Axes[i]]);
        }

        return Root(channels.List.Slots[(int)position]);
    }

    private Node NodeAlone(Node node) => Model.Graph.Nodes[node.Index - Shift];

    private PerturbedRun With(Node analysed, int input, Func<Tensor, Tensor> change)
    {
        var node = NodeAlone(analysed);
        var patch = new ModelPatch(Model);
        patch.SetInput(node, input, patch.AddInitializer(change(node.Input(input)!.Constant!)));
        return new(_case, patch.Apply());
    }
}
