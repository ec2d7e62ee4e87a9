using Upscale.Generator.Naming;
using Upscale.Generator.Signatures;

namespace Upscale.Generator.Emission;

/// <summary>Writes the class of one model.</summary>
internal static class ClassEmitter
{
    /// <summary>The whole file for a model, in C# 9.</summary>
    public static string Emit(ModelSignature model)
    {
        var members = new ClassMembers(model);
        return SourceFrame.Write(model.Namespace, writer => WriteClass(writer, members));
    }

    private static void WriteClass(SourceWriter writer, ClassMembers members)
    {
        bool typed = TypedRun.Obstacle(members.Model) is null;
        WriteDocumentation(writer, members.Model);
        writer.Line(SourceFrame.GeneratedCode);
        writer.Open($"public sealed partial class {Identifier.Escape(members.Model.ClassName)} : global::System.IDisposable");
        ConstantsEmitter.Emit(writer, members);
        ConstructionEmitter.Emit(writer, members);
        if (typed)
        {
            RunEmitter.Emit(writer, members);
        }

        ConstructionEmitter.EmitDispose(writer, members);
        if (typed)
        {
            ResultEmitter.Emit(writer, members);
        }

        writer.Close();
    }

    private static void WriteDocumentation(SourceWriter writer, ModelSignature model)
    {
        string summary = model.Summary is string text ? DocText.Of(text) : $"The model {DocText.Code(model.ModelFile)}.";
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line("/// <remarks>");
        writer.Line("/// <para>A constructor loads the model, which takes long; make one instance and keep it.</para>");
        writer.Line("/// <para>Thread safety: all members may be used from several threads at once. Each run in flight has buffers of its own,");
        writer.Line("/// which later runs use again. After disposal, runs in flight finish and new ones throw.</para>");
        writer.Line("/// </remarks>");
    }
}
