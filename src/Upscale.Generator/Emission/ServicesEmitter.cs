using Upscale.Generator.Naming;
using Upscale.Generator.Signatures;

namespace Upscale.Generator.Emission;

/// <summary>Writes the extension method that adds a model to an application's services.</summary>
internal static class ServicesEmitter
{
    private const string Collection = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";
    private const string Factory = "global::System.Func<global::System.IServiceProvider, global::Microsoft.ML.OnnxRuntime.SessionOptions>";

    /// <summary>The type whose presence in a compilation says that such methods can be compiled.</summary>
    public const string RequiredType = "Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions";

    /// <summary>The whole file for a model, in C# 9.</summary>
    /// <param name="model">The model.</param>
    /// <param name="className">The static class that gets the method.</param>
    public static string Emit(ModelSignature model, string className) => SourceFrame.Write(model.Namespace, writer =>
    {
        string type = "global::" + string.Join(".", model.FullName.Split('.').Select(Identifier.Escape));
        string code = DocText.Code(model.FullName);
        writer.Line($"/// <summary>Adds the class {code} to an application's services.</summary>");
        writer.Line(SourceFrame.GeneratedCode);
        writer.Open($"public static class {Identifier.Escape(className)}");
        writer.Line($"/// <summary>Adds one {code} for the whole application, loaded when it is first asked for and disposed with the services.</summary>");
        writer.Line("/// <param name=\"services\">The application's services.</param>");
        writer.Line("/// <param name=\"options\">Makes the session's options (execution providers, threads and the like); null for the defaults. They stay the caller's to dispose.</param>");
        writer.Line("/// <returns>The same services.</returns>");
        writer.Open($"public static {Collection} Add{model.ClassName}(this {Collection} services, {Factory}? options = null)");
        writer.Line($"return global::{RequiredType}.AddSingleton<{type}>(services, provider => options is null ? new {type}() : new {type}(options(provider)));");
        writer.Close();
        writer.Close();
    });
}
