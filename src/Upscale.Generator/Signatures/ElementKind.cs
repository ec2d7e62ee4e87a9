namespace Upscale.Generator.Signatures;

/// <summary>A tensor's element type as the signature names it, with its C# and ONNX Runtime counterparts.</summary>
/// <param name="Name">The signature's word, such as <c>float32</c>.</param>
/// <param name="CSharpType">The type in generated code.</param>
/// <param name="RuntimeName">The member of ONNX Runtime's <c>TensorElementType</c>.</param>
internal sealed record ElementKind(string Name, string CSharpType, string RuntimeName)
{
    private static readonly ElementKind[] All =
    [
        new("float32", "float", "Float"),
        new("float16", "global::System.Half", "Float16"),
        new("bfloat16", "global::Microsoft.ML.OnnxRuntime.BFloat16", "BFloat16"),
        new("float64", "double", "Double"),
        new("int8", "sbyte", "Int8"),
        new("int16", "short", "Int16"),
        new("int32", "int", "Int32"),
        new("int64", "long", "Int64"),
        new("uint8", "byte", "UInt8"),
        new("uint16", "ushort", "UInt16"),
        new("uint32", "uint", "UInt32"),
        new("uint64", "ulong", "UInt64"),
        new("bool", "bool", "Bool"),
        new("string", "string", "String"),
    ];

    public bool IsText => Name == "string";

    public static ElementKind? Find(string name) => Array.Find(All, kind => kind.Name == name);
}
