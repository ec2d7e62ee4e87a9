using System.Collections.Immutable;
using Upscale.Generator.Naming;
using Upscale.Generator.Signatures;

namespace Upscale.Generator.Emission;

/// <summary>Writes the signature, the session, the constructors and the disposal.</summary>
internal static class ConstructionEmitter
{
    private const string Options = "global::Microsoft.ML.OnnxRuntime.SessionOptions";
    private const string Session = "global::Microsoft.ML.OnnxRuntime.InferenceSession";
    private const string Runtime = "global::Upscale.Runtime.";
    private const string OptionsDocumentation =
        "/// <param name=\"options\">Execution providers, threads and the like; null for the defaults. They stay the caller's to dispose.</param>";

    private const string PathDocumentation = "/// <param name=\"modelPath\">The model file.</param>";

    public static void Emit(SourceWriter writer, ClassMembers members)
    {
        EmitSignature(writer, members);
        writer.Line($"private readonly {Runtime}ModelSession {members.Field};");
        writer.Blank();
        string load = $"Load({members.Signature}, ";
        if (members.ModelResource is string resource)
        {
            string find = $"LoadResource({members.Signature}, typeof({Identifier.Escape(members.Model.ClassName)}).Assembly, {resource}, ";
            EmitConstructor(writer, members, "Loads the model, which is a resource of this assembly.", "", find + "null)");
            EmitConstructor(writer, members, "Loads the model, which is a resource of this assembly.", $"{Options}? options", find + "options)");
        }
        else
        {
            string file = DocText.Code(members.Model.ModelFile);
            string find = $"Find({members.Signature}, ";
            EmitConstructor(writer, members, $"Loads {file}, which lies beside the application.", "", find + "null)");
            EmitConstructor(writer, members, $"Loads {file}, which lies beside the application.", $"{Options}? options", find + "options)");
        }

        EmitConstructor(writer, members, "Loads the model from a file.", "string modelPath", load + "modelPath, null)");
        EmitConstructor(writer, members, "Loads the model from a file.", $"string modelPath, {Options}? options", load + "modelPath, options)");
        EmitConstructor(writer, members, "Loads the model from memory.", $"byte[] model, {Options}? options", load + "model, options)");
        EmitConstructor(writer, members, "Runs a session that others use too.", $"{Session} session", $"Share({members.Signature}, session)");
        writer.Line("/// <summary>The loaded model, for everything that this class does not offer. It stays this object's to dispose, unless it is shared.</summary>");
        writer.Line("/// <exception cref=\"global::System.ObjectDisposedException\">This object is disposed.</exception>");
        writer.Line($"public {Session} {members.Session} => {members.Field}.InferenceSession;");
        writer.Blank();
    }

    public static void EmitDispose(SourceWriter writer, ClassMembers members)
    {
        writer.Line("/// <summary>Unloads the model as soon as no run is in flight.</summary>");
        writer.Open(members.HasPublicDispose ? "public void Dispose()" : "void global::System.IDisposable.Dispose()");
        writer.Line($"{members.Field}.Dispose();");
        writer.Close();
    }

    private static void EmitSignature(SourceWriter writer, ClassMembers members)
    {
        writer.Line($"private static readonly {Runtime}ModelSignature {members.Signature} = new {Runtime}ModelSignature(");
        writer.Continued($"{CSharpLiteral.Of(members.Model.FullName)},");
        writer.Continued($"{members.ModelFileName},");
        EmitTensors(writer, members.Inputs, ",");
        EmitTensors(writer, members.Outputs, ");");
        writer.Blank();
    }

    private static void EmitTensors(SourceWriter writer, ImmutableArray<TensorMember> tensors, string end)
    {
        writer.Continued($"new {Runtime}TensorSignature[]");
        writer.Continued("{");
        foreach (TensorMember tensor in tensors)
        {
            writer.Continued($"    new {Runtime}TensorSignature({tensor.NameConstant}, {Arguments(tensor)}),");
        }

        writer.Continued("}" + end);
    }

    private static string Arguments(TensorMember tensor)
    {
        ValueKind kind = tensor.Tensor.Kind;
        if (kind.Form == ValueForm.Tensor)
        {
            return $"{ElementType(kind.Element)}, {tensor.ShapeConstant}";
        }

        string form = kind.Form == ValueForm.Map ? "ONNX_TYPE_MAP" : "ONNX_TYPE_SEQUENCE";
        string key = kind.Key is null ? "null" : ElementType(kind.Key);
        return $"global::Microsoft.ML.OnnxRuntime.OnnxValueType.{form}, {key}, {ElementType(kind.Element)}";
    }

    private static string ElementType(ElementKind kind) => "global::Microsoft.ML.OnnxRuntime.Tensors.TensorElementType." + kind.RuntimeName;

    private static void EmitConstructor(SourceWriter writer, ClassMembers members, string summary, string parameters, string source)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        if (parameters.Contains("string"))
        {
            writer.Line(PathDocumentation);
        }

        if (parameters.Contains("byte"))
        {
            writer.Line("/// <param name=\"model\">The bytes of the model file.</param>");
        }

        if (parameters.Contains(Session))
        {
            writer.Line("/// <param name=\"session\">The loaded model. It stays the caller's to dispose, after this object.</param>");
        }

        if (parameters.Contains("options"))
        {
            writer.Line(OptionsDocumentation);
        }

        if (source.StartsWith("Find(", StringComparison.Ordinal) || parameters.Contains("string"))
        {
            writer.Line("/// <exception cref=\"global::System.IO.FileNotFoundException\">There is no such file.</exception>");
        }

        writer.Line("/// <exception cref=\"global::System.IO.InvalidDataException\">It is not the model that this class was generated from.</exception>");
        writer.Open($"public {Identifier.Escape(members.Model.ClassName)}({parameters})");
        writer.Line($"{members.Field} = {Runtime}ModelSession.{source};");
        writer.Close();
        writer.Blank();
    }
}
