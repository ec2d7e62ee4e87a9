using System.Collections.Immutable;
using System.Text;
using Upscale.Onnx;

namespace Upscale.Pruning.Plans;

/// <summary>Everything that pruning decided, as a value: what can be kept under source control, applied again, and verified against.</summary>
public sealed record PruningPlan
{
    /// <summary>Version of the JSON form.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Whether graph outputs kept their channel order.</summary>
    public bool PreserveOutputOrder { get; init; }

    /// <summary>Copies take a multiple of this many channels, where there are so many.</summary>
    public int Block { get; init; } = 1;

    /// <summary>Whether copies are moved to where they cost least and normalisations folded (<see cref="ReadPolicy.Cheapest"/>), or left in front of each consumer.</summary>
    public ReadPolicy Reads { get; init; }

    /// <summary>Consumers in graph order.</summary>
    public ImmutableArray<ConsumerPlan> Consumers { get; init; } = [];

    /// <summary>Producers in graph order.</summary>
    public ImmutableArray<ProducerPlan> Producers { get; init; } = [];

    /// <summary>What was held back, and why.</summary>
    public ImmutableArray<Refusal> Refusals { get; init; } = [];

    /// <summary>Reads a plan.</summary>
    /// <exception cref="UpscaleException">UPS1301: the text is not a plan.</exception>
    public static PruningPlan Parse(string json, string? file = null) => PlanReader.Read(json, file);

    /// <summary>Reads a plan file.</summary>
    /// <exception cref="UpscaleException">UPS1301: the file cannot be read or is not a plan.</exception>
    public static PruningPlan Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UpscaleException("UPS1301", $"cannot read the plan: {error.Message}", file: path, inner: error);
        }
    }

    /// <summary>The plan as JSON with stable bytes: ordered members, line feeds, channels as ranges.</summary>
    public string ToJson() => PlanWriter.Write(this);

    /// <summary>Writes a plan file under a temporary name, then renames it.</summary>
    /// <exception cref="UpscaleException">UPS1013: cannot write.</exception>
    public void Save(string path) => AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(ToJson()));
}
