namespace Upscale.Pruning.Costs;

/// <summary>What measured times hold for.</summary>
/// <param name="Processor">Name and stepping.</param>
/// <param name="Runtime">Name and version of the runtime.</param>
/// <param name="Threads">Inside one operator.</param>
public sealed record MachineKey(string Processor, string Runtime, int Threads)
{
    /// <summary>The key for a person.</summary>
    public override string ToString() => $"{Processor}, {Runtime}, {Threads} {(Threads == 1 ? "thread" : "threads")}";
}
