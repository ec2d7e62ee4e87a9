using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Execution.Calibration;

/// <summary>The files that a path means: a folder's, those that match a pattern, or the one that it names.</summary>
internal static class CalibrationFileSet
{
    private static readonly string[] Extensions = [".npy", ".npz", ".bin", ".raw"];

    /// <returns>Paths in ordinal order, at least one.</returns>
    /// <exception cref="UpscaleException">UPS1701: there are none; UPS1703: one is of another kind.</exception>
    public static ImmutableArray<string> Find(string path)
    {
        try
        {
            ImmutableArray<string> files = [.. Candidates(path).Order(StringComparer.Ordinal)];
            if (files.Length == 0)
            {
                throw NotFound(path, "there is no file", null);
            }

            return files.FirstOrDefault(file => !IsKnown(file)) is { } foreign
                ? throw new CalibrationSource(foreign).Unsupported($"its name ends in none of {string.Join(", ", Extensions)}")
                : files;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw NotFound(path, failure.Message, failure);
        }
    }

    private static IEnumerable<string> Candidates(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path).Where(IsKnown);
        }

        var name = Path.GetFileName(path);
        return name.AsSpan().IndexOfAny('*', '?') < 0
            ? File.Exists(path) ? [path] : []
            : Directory.EnumerateFiles(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".", name);
    }

    private static bool IsKnown(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    private static UpscaleException NotFound(string path, string reason, Exception? inner) => new(
        ErrorCodes.CalibrationNotFound,
        $"no calibration data at '{path}': {reason}. Name a folder, a pattern such as samples/*.npy, or a file of the kinds {string.Join(", ", Extensions)}",
        inner: inner);
}
