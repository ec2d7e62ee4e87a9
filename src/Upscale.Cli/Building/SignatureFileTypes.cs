using System.Collections.Frozen;
using Upscale.Onnx;

namespace Upscale.Cli.Building;

/// <summary>The signature's words for element types.</summary>
internal static class SignatureFileTypes
{
    private static readonly FrozenDictionary<ElementType, string> Names = new Dictionary<ElementType, string>
    {
        [ElementType.Float] = "float32",
        [ElementType.Float16] = "float16",
        [ElementType.BFloat16] = "bfloat16",
        [ElementType.Double] = "float64",
        [ElementType.Int8] = "int8",
        [ElementType.Int16] = "int16",
        [ElementType.Int32] = "int32",
        [ElementType.Int64] = "int64",
        [ElementType.UInt8] = "uint8",
        [ElementType.UInt16] = "uint16",
        [ElementType.UInt32] = "uint32",
        [ElementType.UInt64] = "uint64",
        [ElementType.Bool] = "bool",
        [ElementType.String] = "string",
    }.ToFrozenDictionary();

    /// <summary>The word for the type of an input or output; null when it has none.</summary>
    public static string? NameOf(Value value) => value.Structure is not { } structure ? NameOf(value.ElementType)
        : EntryOf(structure) is { } entry ? structure.IsSequence ? $"seq({entry})" : entry
        : null;

    private static string? EntryOf(ValueStructure structure) => structure.Key is not { } key ? NameOf(structure.Element)
        : NameOf(key) is { } keyName && NameOf(structure.Element) is { } element ? $"map({keyName},{element})"
        : null;

    private static string? NameOf(ElementType type) => Names.GetValueOrDefault(type);
}
