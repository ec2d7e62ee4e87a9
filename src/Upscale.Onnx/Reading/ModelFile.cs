namespace Upscale.Onnx;

/// <summary>Reads a model file into one exactly sized buffer.</summary>
internal static class ModelFile
{
    /// <summary>The whole file.</summary>
    /// <exception cref="UpscaleException">UPS1001, UPS1002.</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UpscaleException(ErrorCodes.MissingFile, "an ONNX file was expected, but this is a folder. Name a file", path);
        }

        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            if (length > Array.MaxLength)
            {
                throw new UpscaleException(ErrorCodes.NotOnnx, $"the file has {length} bytes, but ONNX files are limited to 2 GB. Export the model with external data", path);
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            return bytes.AsMemory(0, Fill(file, bytes));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UpscaleException(ErrorCodes.MissingFile, "the model file does not exist. Check the path", path, inner: failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UpscaleException(ErrorCodes.MissingFile, $"the model file cannot be read: {failure.Message}. Check the path and its permissions", path, inner: failure);
        }
    }

    private static int Fill(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] bytes)
    {
        var filled = 0;
        while (filled < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(filled), filled) is > 0 and var count)
        {
            filled += count;
        }

        return filled;
    }
}
