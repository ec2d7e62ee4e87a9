using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Upscale.Generator.Tests.Driving;

/// <summary>A user's program with the generated classes, loaded.</summary>
internal sealed class UserProgram
{
    private readonly Type _program;

    /// <summary>Loads what a run of the generator compiled, in which there must be a class <c>Program</c>.</summary>
    public UserProgram(GeneratorRun run, params IEnumerable<ResourceDescription> resources)
    {
        using var image = new MemoryStream();
        var emitted = run.Output.Emit(image, manifestResources: resources);
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden));
        image.Position = 0;
        _program = new AssemblyLoadContext("user", isCollectible: true).LoadFromStream(image).GetType("Program")!;
    }

    /// <summary>Calls a static method of <c>Program</c>.</summary>
    public T Call<T>(string method, params object?[] arguments) =>
        (T)_program.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}
