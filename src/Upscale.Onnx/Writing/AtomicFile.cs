namespace Upscale.Onnx;

/// <summary>Writes whole files under a temporary name in the same folder, then renames them: a reader never sees half a file.</summary>
public static class AtomicFile
{
    /// <summary>Replaces a file's contents.</summary>
    /// <exception cref="UpscaleException">UPS1013: the file cannot be written; nothing is left behind.</exception>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpscaleException(
                ErrorCodes.CannotWrite,
                $"cannot be written: {failure.Message}. Check the folder, its permissions and the free space",
                path,
                inner: failure);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
