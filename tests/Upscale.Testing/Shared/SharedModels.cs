namespace Upscale.Testing.Shared;

/// <summary>The real ONNX files of the shared folder.</summary>
public static class SharedModels
{
    /// <summary>File names, in ordinal order; empty where the shared folder is absent.</summary>
    public static IReadOnlyList<string> Names { get; } = List();

    /// <summary>The absolute path of a shared model.</summary>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    public static string Locate(string name) => Names.Contains(name, StringComparer.Ordinal)
        ? Path.Combine(SharedFolder.Path!, "models", name)
        : throw new FileNotFoundException($"The shared folder has no model '{name}'.", name);

    private static string[] List()
    {
        if (SharedFolder.Path is null)
        {
            return [];
        }

        var names = Directory.EnumerateFiles(Path.Combine(SharedFolder.Path, "models"), "*.onnx").Select(file => Path.GetFileName(file));
        return [.. names.Order(StringComparer.Ordinal)];
    }
}
