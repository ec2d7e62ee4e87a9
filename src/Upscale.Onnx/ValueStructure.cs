namespace Upscale.Onnx;

/// <summary>The declared type of a value that holds several tensors or a map.</summary>
/// <param name="IsSequence">Whether it is a sequence; else it is a single map.</param>
/// <param name="Key">Type of the maps' keys; null for a sequence of tensors.</param>
/// <param name="Element">Type of the maps' values or the tensors' elements.</param>
public sealed record ValueStructure(bool IsSequence, ElementType? Key, ElementType Element);
