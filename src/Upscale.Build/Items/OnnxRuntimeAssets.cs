using Microsoft.Build.Framework;

namespace Upscale.Build.Items;

/// <summary>The ONNX Runtime that the project resolved.</summary>
/// <param name="Assembly">Path of the managed assembly; empty when the project has none.</param>
/// <param name="NativeLibrary">Path of the native library for the machine that builds; empty when the project has none.</param>
internal sealed record OnnxRuntimeAssets(string Assembly, string NativeLibrary)
{
    private const string AssemblyName = "Microsoft.ML.OnnxRuntime.dll";

    private static readonly string[] LibraryNames = ["onnxruntime.dll", "libonnxruntime.so", "libonnxruntime.dylib"];

    /// <summary>Looks through the assets of the project's packages.</summary>
    /// <param name="managed">Assemblies that are copied beside the application.</param>
    /// <param name="native">Native files, of one runtime identifier or of several.</param>
    /// <param name="runtimeIdentifier">The building machine's.</param>
    public static OnnxRuntimeAssets Find(IEnumerable<ITaskItem> managed, IEnumerable<ITaskItem> native, string runtimeIdentifier)
    {
        string assembly = managed.Select(item => item.ItemSpec).FirstOrDefault(path => Named(path, AssemblyName)) ?? "";
        string library = native
            .Select(item => item.ItemSpec)
            .Where(path => Array.Exists(LibraryNames, name => Named(path, name)))
            .SelectMany(path => Variants(path, runtimeIdentifier))
            .FirstOrDefault(File.Exists) ?? "";
        return new(assembly, library);
    }

    /// <summary>A project published for another platform has that platform's library; the building machine's lies beside it in the package.</summary>
    private static IEnumerable<string> Variants(string path, string runtimeIdentifier)
    {
        string runtimes = Path.Combine(Path.GetDirectoryName(path) ?? "", "..", "..");
        return LibraryNames.Select(name => Path.GetFullPath(Path.Combine(runtimes, runtimeIdentifier, "native", name)));
    }

    private static bool Named(string path, string name) => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase);
}
