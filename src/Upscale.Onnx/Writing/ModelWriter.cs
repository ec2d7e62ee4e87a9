using Google.Protobuf;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Serialises models straight to their file.</summary>
internal static class ModelWriter
{
    /// <summary>Bytes of weights up to which a model stays one file; leaves room for its structure below the 2 GB of the format.</summary>
    public const long InlineLimit = 2_000_000_000;

    private const int BufferSize = 1 << 20;

    /// <summary>Whether the weights go inside the file.</summary>
    public static bool FitsOneFile(ModelProto model) => DataSize(model) <= InlineLimit;

    public static byte[] ToBytes(ModelProto model)
    {
        if (!FitsOneFile(model))
        {
            throw new InvalidOperationException($"the model holds {DataSize(model)} bytes of weights, more than one buffer can; save it to a file");
        }

        return model.ToByteArray();
    }

    /// <summary>Writes the model, and its data file when its weights exceed <paramref name="inlineLimit"/>.</summary>
    /// <exception cref="UpscaleException">UPS1013.</exception>
    public static void Save(ModelProto model, string path, long inlineLimit)
    {
        var temporary = Temporary(path);
        var dataPath = path + ".data";
        var temporaryData = Temporary(dataPath);
        try
        {
            var external = DataSize(model) > inlineLimit;
            if (external)
            {
                model = ExternalDataWriter.Write(model, temporaryData, Path.GetFileName(dataPath));
                RequireFit(model, path);
            }

            Write(model, temporary);
            if (external)
            {
                PublishWithData(temporary, path, temporaryData, dataPath);
            }
            else
            {
                File.Move(temporary, path, overwrite: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UpscaleException(ErrorCodes.CannotWrite, $"the model cannot be written: {failure.Message}. Check the folder, its permissions and the free space", path, inner: failure);
        }
        finally
        {
            Discard(temporary);
            Discard(temporaryData);
        }
    }

    /// <summary>Renames both files; when the model cannot be renamed, the previous data file is back in its place.</summary>
    private static void PublishWithData(string temporary, string path, string temporaryData, string dataPath)
    {
        var previous = Temporary(dataPath);
        if (File.Exists(dataPath))
        {
            File.Move(dataPath, previous);
        }

        try
        {
            File.Move(temporaryData, dataPath);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(dataPath);
            if (File.Exists(previous))
            {
                File.Move(previous, dataPath);
            }

            throw;
        }

        Discard(previous);
    }

    private static void RequireFit(ModelProto model, string path)
    {
        if (DataSize(model) is > InlineLimit and var size)
        {
            throw new UpscaleException(ErrorCodes.CannotWrite, $"the model keeps {size} bytes in attributes and typed fields, which cannot move to a file of their own; ONNX files are limited to 2 GB. Export it with initializers as raw data", path);
        }
    }

    private static void Write(ModelProto model, string path)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
        using var output = new CodedOutputStream(file, BufferSize, leaveOpen: true);
        model.WriteTo(output);
        output.Flush();
    }

    private static long DataSize(ModelProto model) => ModelTensors.In(model).Sum(DataSize);

    private static long DataSize(TensorProto tensor) => tensor.RawData.Length
        + (4L * tensor.FloatData.Count) + (8L * tensor.DoubleData.Count)
        + (10L * (tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.Uint64Data.Count))
        + tensor.StringData.Sum(text => text.Length + 5L);

    private static string Temporary(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The failure that led here is reported already.
        }
    }
}
