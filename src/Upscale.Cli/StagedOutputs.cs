using System.Text;
using Upscale.Onnx;

namespace Upscale.Cli;

/// <summary>Output files that appear together: each is written to a folder beside its place, all are moved at the end.</summary>
/// <remarks>Disposal without <see cref="Commit"/> leaves nothing behind.</remarks>
internal sealed class StagedOutputs : IDisposable
{
    private const string CannotWrite = "UPS1013";

    private readonly List<(string Target, DirectoryInfo Folder)> _staged = [];

    /// <summary>Writes a file that may bring others with it, such as external data.</summary>
    /// <param name="path">Where it will be.</param>
    /// <param name="write">Receives where it is written now: another folder, the same file name.</param>
    /// <param name="makesFolder">Whether a folder that does not exist is made; else it is an error.</param>
    /// <returns>Where it was written.</returns>
    /// <exception cref="UpscaleException">UPS1013.</exception>
    public string Add(string path, Action<string> write, bool makesFolder = false)
    {
        var target = Path.GetFullPath(path);
        return Attempt(path, () =>
        {
            if (Directory.Exists(target))
            {
                throw new IOException("it is a folder");
            }

            var parent = Path.GetDirectoryName(target)!;
            if (makesFolder)
            {
                Directory.CreateDirectory(parent);
            }
            else if (!Directory.Exists(parent))
            {
                throw new DirectoryNotFoundException($"the folder '{parent}' does not exist");
            }

            var folder = Directory.CreateDirectory(Path.Combine(parent, $".upscale-{Guid.NewGuid():N}.tmp"));
            _staged.Add((target, folder));
            var temporary = Path.Combine(folder.FullName, Path.GetFileName(target));
            write(temporary);
            return temporary;
        });
    }

    /// <summary>Writes a text file.</summary>
    /// <exception cref="UpscaleException">UPS1013.</exception>
    public void Add(string path, string text, bool makesFolder = false) =>
        Add(path, temporary => File.WriteAllBytes(temporary, Encoding.UTF8.GetBytes(text)), makesFolder);

    /// <summary>Moves every file to its place, those that others refer to first.</summary>
    /// <exception cref="UpscaleException">UPS1013.</exception>
    public void Commit()
    {
        foreach (var (target, folder) in _staged)
        {
            foreach (var file in folder.GetFiles().OrderBy(file => file.Name == Path.GetFileName(target)).ThenBy(file => file.Name, StringComparer.Ordinal))
            {
                Attempt(target, () =>
                {
                    file.MoveTo(Path.Combine(Path.GetDirectoryName(target)!, file.Name), overwrite: true);
                    return file.FullName;
                });
            }
        }
    }

    public void Dispose()
    {
        foreach (var (_, folder) in _staged)
        {
            folder.Refresh();
            if (folder.Exists)
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static string Attempt(string path, Func<string> action)
    {
        try
        {
            return action();
        }
        catch (UpscaleException failure) when (failure.Code == CannotWrite)
        {
            throw failure.WithFile(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpscaleException(CannotWrite, $"cannot be written: {failure.Message}. Check the folder, its permissions and the free space", path, inner: failure);
        }
    }
}
