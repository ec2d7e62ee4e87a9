using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>What is to happen to one node.</summary>
internal sealed class NodeEdits
{
    public SortedDictionary<int, string> Inputs { get; } = [];

    /// <summary>How many inputs remain; null: all.</summary>
    public int? InputCount { get; set; }

    /// <summary>New attributes by name; null removes.</summary>
    public SortedDictionary<string, AttributeProto?> Attributes { get; } = new(StringComparer.Ordinal);

    public List<NodeProto> Before { get; } = [];

    public bool Removed { get; set; }
}
