using Upscale.Onnx;

namespace Upscale.Pruning.Channels;

/// <summary>A node that makes new channels, or constant channels (Pad).</summary>
internal sealed record Producer(Node Node, SlotList Channels)
{
    /// <summary>Identifies the producer in plans.</summary>
    public string Id => Node.Outputs.First(output => output is not null)!.Name;
}
