namespace Upscale.Testing;

/// <summary>An empty folder of its own, removed with everything in it on disposal.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("upscale-").FullName;

    /// <summary>The absolute path of a file or folder inside; nothing is created.</summary>
    public string Locate(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a text file inside, with the folders on the way to it.</summary>
    /// <returns>Its absolute path.</returns>
    public string Write(string name, string text)
    {
        var file = Locate(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
