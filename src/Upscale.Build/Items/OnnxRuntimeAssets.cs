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
        string assembly = "";
        foreach (ITaskItem item in managed)
        {
            if (Named(item.ItemSpec, AssemblyName))
            {
                assembly = item.ItemSpec;
                break;
            }
        }

        foreach (ITaskItem item in native)
        {
            if (Array.Exists(LibraryNames, name => Named(item.ItemSpec, name)) && Variant(item.ItemSpec, runtimeIdentifier) is { } library)
            {
                return new(assembly, library);
            }
        }

        return new(assembly, "");
    }

    /// <summary>A project published for another platform has that platform's library; the building machine's lies beside it in the package.</summary>
    private static string? Variant(string path, string runtimeIdentifier)
    {
        string runtimes = Path.Combine(Path.GetDirectoryName(path) ?? "", "..", "..");
        string? name = Array.Find(LibraryNames, name => File.Exists(Path.Combine(runtimes, runtimeIdentifier, "native", name)));
        return name is null ? null : Path.GetFullPath(Path.Combine(runtimes, runtimeIdentifier, "native", name));
    }

    private static bool Named(string path, string name) => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase);
}
