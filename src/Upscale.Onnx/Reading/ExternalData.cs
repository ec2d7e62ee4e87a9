using System.Globalization;
using System.Security;
using Google.Protobuf;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Attaches data kept in other files: every such tensor of a freshly parsed model gets raw data that view the mapped file.</summary>
internal sealed class ExternalData(string folder)
{
    private readonly Dictionary<string, MappedFile> _files = new(StringComparer.Ordinal);

    /// <summary>Resolves all external tensors of a model.</summary>
    /// <param name="model">Changed in place.</param>
    /// <param name="folder">Where the model lies; null when it was not read from a file.</param>
    /// <exception cref="UpscaleException">UPS1005, UPS1006, UPS1010, UPS1011.</exception>
    public static void Attach(ModelProto model, string? folder)
    {
        ExternalData? data = null;
        foreach (var tensor in ModelTensors.In(model))
        {
            if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
            {
                data ??= folder is null
                    ? throw new UpscaleException(ErrorCodes.MissingExternalData, $"tensor '{tensor.Name}' lies in another file, but the model was not read from a folder. Load it from its file")
                    : new ExternalData(folder);
                data.Attach(tensor);
            }
        }
    }

    private void Attach(TensorProto tensor)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in tensor.ExternalData)
        {
            entries[entry.Key] = entry.Value;
        }

        var location = entries.GetValueOrDefault("location", "");
        var file = Open(location, tensor.Name);
        var offset = Number(entries, "offset", tensor.Name) ?? 0;
        var length = Number(entries, "length", tensor.Name) ?? TensorCheck.ByteCount((ElementType)tensor.DataType, tensor.Dims.Where(dim => dim >= 0)) ?? 0;
        if (offset > file.Length || length > file.Length - offset)
        {
            throw Invalid(tensor.Name, $"takes bytes {offset} to {(Int128)offset + length} of '{location}', which has only {file.Length}. Copy the complete file beside the model");
        }

        if (length > int.MaxValue)
        {
            throw Invalid(tensor.Name, $"has {length} bytes; single tensors are limited to 2 GB. Split it");
        }

        tensor.RawData = length == 0 ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(file.Slice(offset, (int)length));
        tensor.ClearDataLocation();
        tensor.ExternalData.Clear();
    }

    private MappedFile Open(string location, string tensor)
    {
        if (_files.TryGetValue(location, out var known))
        {
            return known;
        }

        var path = Resolve(location, tensor);
        try
        {
            return _files[location] = MappedFile.Open(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UpscaleException(ErrorCodes.MissingExternalData, $"the data of tensor '{tensor}' are in '{location}', which does not exist in '{folder}'. Copy that file beside the model", inner: failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new UpscaleException(ErrorCodes.MissingExternalData, $"the data of tensor '{tensor}' are in '{location}', which cannot be read: {failure.Message}. Check its permissions", inner: failure);
        }
    }

    private string Resolve(string location, string tensor)
    {
        if (location.Length == 0 || location.Contains('\0', StringComparison.Ordinal))
        {
            throw Invalid(tensor, "is kept in another file, but names none. Export the model again");
        }

        var full = Path.GetFullPath(folder);
        var root = Path.EndsInDirectorySeparator(full) ? full : full + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, location));
        return Path.IsPathRooted(location) || !path.StartsWith(root, StringComparison.Ordinal)
            ? throw Invalid(tensor, $"is kept in '{location}', outside the model's folder; only relative paths within it are read. Put the file beside the model and correct the path")
            : path;
    }

    private static long? Number(Dictionary<string, string> entries, string key, string tensor) =>
        !entries.TryGetValue(key, out var text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Invalid(tensor, $"has external data with {key} '{text}'; a non-negative number was expected. Export the model again");

    private static UpscaleException Invalid(string tensor, string rest) => new(ErrorCodes.InvalidExternalData, $"tensor '{tensor}' {rest}");
}
