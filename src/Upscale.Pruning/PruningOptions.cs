using System.Collections.Immutable;
using System.Globalization;
using Upscale.Onnx;
using Upscale.Pruning.Importance;
using Upscale.Pruning.Ordering;

namespace Upscale.Pruning;

/// <summary>Whether consumers of one tensor may keep different channels.</summary>
public enum PruningMode
{
    /// <summary>Every consumer keeps its own channels.</summary>
    Unconstrained,

    /// <summary>All consumers that share channels keep the same ones.</summary>
    Constrained,
}

/// <summary>Whether the ratio holds for every layer or for the whole model.</summary>
public enum PruningScope
{
    /// <summary>Every consumer (or shared segment) loses the same share.</summary>
    Local,

    /// <summary>The least important channels of the whole model go, wherever they are.</summary>
    Global,
}

/// <summary>Which channels of a layer are scored and removed.</summary>
public enum PruningSide
{
    /// <summary>Those that it reads.</summary>
    Input,

    /// <summary>Those that it makes: its filters.</summary>
    Output,
}

/// <summary>How consumers get the channels that they keep out of a tensor that has more.</summary>
public enum ReadPolicy
{
    /// <summary>Whatever costs least on the runtime, a copy only where it pays.</summary>
    Cheapest,

    /// <summary>Always a copy of just these channels, as the method's authors export; slower, kept for comparison.</summary>
    Copy,

    /// <summary>Never a copy: layers read whole tensors, with zero weights for what they do not keep.</summary>
    Whole,
}

/// <summary>What to prune and how much.</summary>
public sealed record PruningOptions
{
    /// <summary>Share of the input channels that every prunable layer loses, in [0, 1).</summary>
    public double Ratio { get; init; } = 0.4;

    /// <summary>Name of an <see cref="ImportanceCriterion"/>.</summary>
    public string Criterion { get; init; } = "l2";

    /// <summary>Whether consumers share their kept sets.</summary>
    public PruningMode Mode { get; init; }

    /// <summary>Which channels of a layer the ratio is of.</summary>
    public PruningSide Side { get; init; }

    /// <summary>Where the ratio holds.</summary>
    public PruningScope Scope { get; init; }

    /// <summary>Kept counts are rounded up to a multiple of this many channels; 1 = exact.</summary>
    public int Round { get; init; } = 16;

    /// <summary>Whether a group of a grouped convolution whose kept channels would fill it up to the last one when rounded keeps its exact count instead, and with it no blocked kernel.</summary>
    internal bool SplitsBlocks { get; init; }

    /// <summary>Name of a <see cref="ChannelOrder"/>.</summary>
    public string Order { get; init; } = OrderCatalog.Default.Name;

    /// <summary>How consumers read.</summary>
    public ReadPolicy Reads { get; init; }

    /// <summary>Keeps the channel order of graph outputs instead of recording their permutation.</summary>
    public bool PreserveOutputOrder { get; init; }

    /// <summary>Layers that stay whole, by the names of nodes, outputs or weights; <c>*</c> stands for any characters, <c>?</c> for one.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Checks every option.</summary>
    /// <exception cref="UpscaleException">UPS1201 ratio, UPS1202 criterion, UPS1203 rounding, UPS1210 order.</exception>
    public void Validate()
    {
        if (Ratio is not (>= 0 and < 1))
        {
            throw new UpscaleException(
                "UPS1201", string.Create(CultureInfo.InvariantCulture, $"the ratio must lie in [0, 1), found {Ratio}; 0.4 removes 40 % of the channels"));
        }

        if (Round < 1)
        {
            throw new UpscaleException(
                "UPS1203", string.Create(CultureInfo.InvariantCulture, $"the rounding must be at least 1, found {Round}; 1 rounds nothing, 16 suits most processors"));
        }

        _ = CriterionCatalog.Find(Criterion);
        _ = OrderCatalog.Find(Order);
    }
}
