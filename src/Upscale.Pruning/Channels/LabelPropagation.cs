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
    private readonly bool _isPointwise;
    private readonly int[] _activations;
    private readonly int[] _constants;

    private LabelPropagation(ChannelFlow flow, LabelledOperands operands, bool isPointwise)
    {
        _isPointwise = isPointwise;
        _flow = flow;
        _operands = operands;
        _activations = [.. Enumerable.Range(0, operands.Inputs.Length).Where(flow.IsActivation)];
        _constants = [.. Enumerable.Range(0, operands.Inputs.Length).Where(input => flow.Context.Constant(input) is not null)];
    }

    private string OnDifferentAxes => $"{_flow.Node.OpType} joins channels that lie on different axes";

    public static void Run(ChannelFlow flow, Labels labels)
    {
        if (labels.Reason is { } reason)
        {
            flow.PinAll(reason);
        }
        else if (LabelledOperands.Resolve(flow.Context, labels) is { } operands)
        {
            new LabelPropagation(flow, operands, labels.Inputs is [Labels.Pointwise]).Run();
        }
        else
        {
            flow.PinAll($"the ranks of {flow.Node.OpType}'s inputs are not known");
        }
    }

    private void Run()
    {
        var tracked = _activations.Select(Tracked).OfType<LabelledChannels>().ToArray();
        if (_activations.Length > 0 && !(_isPointwise && tracked.Length > 0))
        {
            Produce();
        }

        var carried = new List<LabelledChannels>();
        foreach (var channels in tracked)
        {
            if (channels.Letters is [var letter] && letter != '_' && !IsCarried(letter) && ConsumingConstant(letter, channels.Input) is { } weight)
            {
                _flow.Consume(channels.Input, weight, _operands.Inputs[weight].IndexOf(letter, StringComparison.Ordinal));
            }
            else if (Follow(channels) is { } followed)
            {
                carried.Add(followed);
            }
        }

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

    /// <summary>What makes channels carries none, except that an operator of single elements carries them over the axes that a constant adds.</summary>
    private bool IsCarried(char letter) =>
        _operands.Outputs.Any(output => output.Contains(letter, StringComparison.Ordinal)) && (_isPointwise || !_operands.Outputs.Any(output => output.Any(IsProduced)));

    private bool IsProduced(char letter) => letter != '_' && OnConstant(letter) && !OnActivation(letter);

    /// <summary>
    /// Channels that lie on carried axes and on others (what attention sums up or normalizes within a head) live and die together for
    /// each coordinate on the carried ones; those that lie on no carried axis are held.
    /// </summary>
    /// <returns>null when the outputs do not have them.</returns>
    private LabelledChannels? Follow(LabelledChannels channels)
    {
        var obstacles = channels.Letters.Select((letter, i) => Obstacle(letter, i == channels.Channels.Repeated ? -1 : channels.Channels.Extents[i], channels.Input)).ToArray();
        var free = string.Concat(channels.Letters.Where((_, i) => obstacles[i] is null));
        if (free.Length == channels.Letters.Length)
        {
            return channels;
        }

        if (free.Length > 0)
        {
            return channels.Collapse(free, _flow);
        }

        var mixed = channels.Letters.IndexOf('_', StringComparison.Ordinal);
        var reduced = Array.FindIndex([.. channels.Letters], letter => !IsCarried(letter));
        _flow.Pin(channels.Input, obstacles[mixed >= 0 ? mixed : Math.Max(reduced, 0)]!);
        return mixed < 0 && reduced < 0 ? channels : null;
    }

    /// <summary>Why channels on an axis cannot be followed: it is not carried, or an untracked activation or a constant of another size meets it.</summary>
    private string? Obstacle(char letter, int extent, int input)
    {
        if (letter == '_' || !IsCarried(letter))
        {
            return letter == '_' ? $"{_flow.Node.OpType} mixes or rearranges the channel axis" : $"{_flow.Node.OpType} reduces over the channels";
        }

        foreach (var other in _activations.Where(other => other != input && _operands.Inputs[other].Contains(letter, StringComparison.Ordinal)))
        {
            if (Tracked(other)?.Letters.Contains(letter, StringComparison.Ordinal) != true)
            {
                return $"{_flow.Node.OpType} joins it with '{_flow.Node.Input(other)!.Name}', whose channels are not tracked";
            }
        }

        var misfit = _constants.Any(constant => _operands.Inputs[constant].IndexOf(letter, StringComparison.Ordinal) is >= 0 and var axis
            && _flow.Context.Constant(constant)!.Dims[axis] != extent);
        return misfit ? $"{_flow.Node.OpType} broadcasts it over a constant" : null;
    }

    /// <summary>What is carried has the axes of the operand that tracks most, less those that another operand cannot follow.</summary>
    private void Carry(List<LabelledChannels> carried)
    {
        if (carried.MaxBy(channels => channels.Letters.Length) is not { } widest)
        {
            return;
        }

        var letters = carried.Aggregate(widest.Letters, Common);
        if (letters.Length == 0)
        {
            carried.ForEach(channels => _flow.Pin(channels.Input, OnDifferentAxes));
            return;
        }

        var result = letters.Length == widest.Letters.Length ? widest : widest.Collapse(letters, _flow);
        foreach (var other in carried.Where(other => !ReferenceEquals(other, widest)))
        {
            Join(other, result);
        }

        Bind(result.Letters, result.Channels);
        Emit(result.Letters, result.Channels);
    }

    /// <summary>The letters that remain when an operand that tracks others, or has collapsed some, shares the rest.</summary>
    private string Common(string letters, LabelledChannels other)
    {
        var collapsed = Tracked(other.Input)!.Letters.Except(other.Letters);
        var overlaps = other.Letters.Intersect(letters).Any() && other.Letters.Except(letters).Any();
        return string.Concat(letters.Except(collapsed).Where(letter => !overlaps || other.Letters.Contains(letter, StringComparison.Ordinal)));
    }

    /// <summary>Operands that track fewer axes are broadcast; one that shares none is held.</summary>
    private void Join(LabelledChannels other, LabelledChannels result)
    {
        var shared = string.Concat(other.Letters.Where(letter => result.Letters.Contains(letter, StringComparison.Ordinal)));
        var part = shared.Length == 0 || shared.Length == other.Letters.Length ? other : other.Collapse(shared, _flow);
        if (shared.Length > 0 && part.JoinInto(result, _flow))
        {
            return;
        }

        _flow.Pin(other.Input, OnDifferentAxes);
        if (shared.Length > 0)
        {
            _flow.Pin(result.Input, OnDifferentAxes);
        }
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
        return onlyHere && fits && _flow.Input(input)!.Repeated < 0 && WeightSite.Of(_flow.Context, weights[0]) is not null ? weights[0] : null;
    }

    private bool OnConstant(char letter) => _constants.Any(input => _operands.Inputs[input].Contains(letter, StringComparison.Ordinal));

    private bool OnActivation(char letter) => _activations.Any(input => _operands.Inputs[input].Contains(letter, StringComparison.Ordinal));
}
