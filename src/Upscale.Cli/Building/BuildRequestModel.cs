using System.Collections.Immutable;
using Upscale.Cli.Commands;

namespace Upscale.Cli.Building;

/// <summary>One model of a request.</summary>
internal sealed record BuildRequestModel
{
    /// <summary>The model to prune.</summary>
    public required string Source { get; init; }

    /// <summary>The project file that has the item; the origin of messages about it.</summary>
    public string Project { get; init; } = "";

    /// <summary>Whether a design-time build asks: only the signature is written.</summary>
    public bool SignatureOnly { get; init; }

    /// <summary>Where pruned models are kept for other builds; empty: nowhere.</summary>
    public string CacheFolder { get; init; } = "";

    /// <summary>Paths of ONNX Runtime, as far as the project resolved it.</summary>
    public ImmutableArray<string> RuntimeFiles { get; init; } = [];

    /// <summary>Files beside the model that it is made from: external data and calibration data.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>Inputs that come from other pruned models.</summary>
    public ImmutableArray<ChainedModel> Chained { get; init; } = [];

    /// <summary>Outputs that other models take as they lie.</summary>
    public ImmutableArray<string> HandedOver { get; init; } = [];

    /// <summary>Item metadata by name.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Paths to write, by kind: model, plan, report, signature.</summary>
    public ImmutableSortedDictionary<string, string> Outputs { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Whether measured time has a say in the result: it differs by machine and moment, and is measured on its own.</summary>
    public bool IsMeasured => IsOther("Profile", ProfileChoice.None) || Says("Round", "auto") || IsOther("Measure", "false") || IsOther("RequireSpeedup", "false");

    public string? Option(string name) => Options.GetValueOrDefault(name);

    public string? Output(string kind) => Outputs.GetValueOrDefault(kind);

    private bool Says(string name, string value) => string.Equals(Option(name), value, StringComparison.OrdinalIgnoreCase);

    private bool IsOther(string name, string value) => Option(name) is not null && !Says(name, value);
}
