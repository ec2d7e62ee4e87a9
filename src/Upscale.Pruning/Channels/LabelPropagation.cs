using Upscale.Pruning.Operators;

namespace Upscale.Pruning.Channels;

/// <summary>
/// Derives from an operator's labels what it does with channels. A letter on a constant and an output only is produced; on an
/// activation and a constant only, consumed; on an activation and an output, carried; on activations only, reduced, hence pinned.
/// </summary>
internal sealed class LabelPropagation
{
    private readonly ChannelFlow _flow;
    private readonly LabelledOperands _operands;
    private readonly int[] _activations;
    private readonly int[] _constants;

    private LabelPropagation(ChannelFlow flow, LabelledOperands operands)
    {
        _flow = flow;
        _operands = operands;
        _activations = [.. Enumerable.Range(0, operands.Inputs.Length).Where(flow.IsActivation)];
        _constants = [.. Enumerable.Range(0, operands.Inputs.Length).Where(input => flow.Context.Constant(input) is not null)];
    }

    public static void Run(ChannelFlow flow, Labels labels)
    {
        if (labels.Reason is { } reason)
        {
            flow.PinAll(reason);
        }
        else if (LabelledOperands.Resolve(flow.Context, labels) is { } operands)
        {
            new LabelPropagation(flow, operands).Run();
        }
        else
        {
            flow.PinAll($"the ranks of {flow.Node.OpType}'s inputs are not known");
        }
    }

    private void Run()
    {
        if (_activations.Length > 0)
        {
            Produce();
        }

        var carried = new List<LabelledChannels>();
        var contracted = new List<LabelledChannels>();
        foreach (var channels in _activations.Select(Tracked).OfType<LabelledChannels>())
        {
            if (channels.Letters.Contains('_', StringComparison.Ordinal))
            {
                _flow.Pin(channels.Input, $"{_flow.Node.OpType} mixes or rearranges the channel axis");
            }
            else if (channels.Letters is [var letter] && !IsCarried(letter) && ConsumingConstant(letter, channels.Input) is { } weight)
            {
                _flow.Consume(channels.Input, weight, _operands.Inputs[weight].IndexOf(letter, StringComparison.Ordinal));
            }
            else
            {
                (channels.Letters.All(IsCarried) ? carried : contracted).Add(channels);
            }
        }

        carried.AddRange(Contract(contracted));
        Carry(carried);
    }

    private LabelledChannels? Tracked(int input) => _flow.Input(input) is { } channels
        ? new(input, string.Concat(channels.Axes.Select(axis => Letter(_operands.Inputs[input], axis))), channels)
        : null;

    private static char Letter(string labels, int axis) => axis < labels.Length ? labels[axis] : '_';

    private void Produce()
    {
        var produced = _operands.Outputs.SelectMany(letters => letters).Distinct().Where(IsProduced).ToArray();
        if (produced is [var letter])
        {
            var weight = _constants.First(input => _operands.Inputs[input].Contains(letter, StringComparison.Ordinal));
            var axis = _operands.Inputs[weight].IndexOf(letter, StringComparison.Ordinal);
            var count = (int)_flow.Context.Constant(weight)!.Dims[axis];
            if (count > 0)
            {
                var channels = new ChannelSlots(axis, _flow.Produce(count));
                Bind($"{letter}", channels);
                Emit($"{letter}", channels);
            }
        }
    }

    private bool IsCarried(char letter) =>
        _operands.Outputs.Any(output => output.Contains(letter, StringComparison.Ordinal)) && !_operands.Outputs.Any(output => output.Any(IsProduced));

    private bool IsProduced(char letter) => letter != '_' && OnConstant(letter) && !OnActivation(letter);

    /// <summary>
    /// Two activations multiplied over an axis that both track (queries and keys of attention): what is summed up lives and dies together,
    /// and with what it makes; the other axes are carried.
    /// </summary>
    private IEnumerable<LabelledChannels> Contract(List<LabelledChannels> contracted)
    {
        if (contracted is [var left, var right] && left.Letters.Order().SequenceEqual(right.Letters.Order())
            && left.Letters.Any(IsCarried) && !left.Letters.Any(OnConstant))
        {
            var letters = string.Concat(left.Letters.Where(IsCarried));
            var (first, second) = (left.Collapse(letters, _flow), right.Collapse(letters, _flow));
            _flow.Join(first.Channels.List, second.Channels.List);
            return [first, second];
        }

        foreach (var channels in contracted)
        {
            _flow.Pin(channels.Input, $"{_flow.Node.OpType} reduces over the channels");
        }

        return [];
    }

    /// <summary>What is carried has the axes of the operand that tracks most; operands that track fewer of them are broadcast over it.</summary>
    private void Carry(List<LabelledChannels> carried)
    {
        foreach (var channels in carried)
        {
            if (BlockedBy(channels.Letters, channels.Channels, channels.Input) is { } reason)
            {
                _flow.Pin(channels.Input, reason);
            }
        }

        if (carried.MaxBy(channels => channels.Letters.Length) is not { } widest)
        {
            return;
        }

        foreach (var other in carried.Where(other => !ReferenceEquals(other, widest)))
        {
            if (!other.JoinInto(widest, _flow))
            {
                _flow.Pin(other.Input, $"{_flow.Node.OpType} joins channels that lie on different axes");
                _flow.Pin(widest.Input, $"{_flow.Node.OpType} joins channels that lie on different axes");
            }
        }

        Bind(widest.Letters, widest.Channels);
        Emit(widest.Letters, widest.Channels);
    }

    /// <summary>An untracked axis of another activation, or a constant of another size, that meets these channels one by one.</summary>
    private string? BlockedBy(string letters, ChannelSlots channels, int input)
    {
        foreach (var other in _activations.Where(other => other != input))
        {
            var tracked = _flow.Input(other)?.Axes.Select(axis => Letter(_operands.Inputs[other], axis)) ?? [];
            if (_operands.Inputs[other].Intersect(letters).Except(tracked).Any())
            {
                return $"{_flow.Node.OpType} joins it with '{_flow.Node.Input(other)!.Name}', whose channels are not tracked";
            }
        }

        var misfit = _constants.Any(constant => letters.Where((letter, i) =>
            _operands.Inputs[constant].IndexOf(letter, StringComparison.Ordinal) is >= 0 and var axis
            && _flow.Context.Constant(constant)!.Dims[axis] != channels.Extents[i]).Any());
        return misfit ? $"{_flow.Node.OpType} broadcasts it over a constant" : null;
    }

    private void Bind(string letters, ChannelSlots channels)
    {
        foreach (var constant in _constants)
        {
            for (var i = 0; i < letters.Length; i++)
            {
                var axis = _operands.Inputs[constant].IndexOf(letters[i], StringComparison.Ordinal);
                if (axis >= 0 && _flow.Context.Constant(constant)!.Dims[axis] == channels.Extents[i])
                {
                    _flow.Bind(constant, axis, channels, i);
                }
            }
        }
    }

    private void Emit(string letters, ChannelSlots channels)
    {
        for (var output = 0; output < _operands.Outputs.Length; output++)
        {
            var axes = letters.Select(letter => _operands.Outputs[output].IndexOf(letter, StringComparison.Ordinal)).ToArray();
            if (axes.Length > 0 && !axes.Contains(-1))
            {
                _flow.Output(output, AxisPermutation.Apply(channels, [.. axes]));
            }
        }
    }

    private int? ConsumingConstant(char letter, int input)
    {
        var onlyHere = _activations.All(other => other == input || !_operands.Inputs[other].Contains(letter, StringComparison.Ordinal));
        var weights = _constants.Where(constant => _operands.Inputs[constant].Contains(letter, StringComparison.Ordinal)).ToArray();
        var fits = weights is [var only]
            && _flow.Context.Constant(only)!.Dims[_operands.Inputs[only].IndexOf(letter, StringComparison.Ordinal)]
                == _flow.Input(input)!.List.Count;
        return onlyHere && fits && WeightSite.Of(_flow.Context, weights[0]) is not null ? weights[0] : null;
    }

    private bool OnConstant(char letter) => _constants.Any(input => _operands.Inputs[input].Contains(letter, StringComparison.Ordinal));

    private bool OnActivation(char letter) => _activations.Any(input => _operands.Inputs[input].Contains(letter, StringComparison.Ordinal));
}
