using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>A read-only ONNX model. Weights are views on the file's bytes.</summary>
public sealed class Model
{
    private Model(ModelProto proto, string? path, Graph? baseline)
    {
        Proto = proto;
        Path = path;
        Opsets = ModelVersions.Read(proto);
        Metadata = proto.MetadataProps
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        Graph = GraphLinker.Link(proto.Graph, path, Opsets, baseline);
        ModelVersions.RequireDefaultDomain(Graph);
    }

    /// <summary>The file that the model was read from.</summary>
    public string? Path { get; }

    public long IrVersion => Proto.IrVersion;

    public string ProducerName => Proto.ProducerName;

    /// <summary>Operator set versions by domain; the empty domain is ai.onnx.</summary>
    public IReadOnlyDictionary<string, long> Opsets { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public Graph Graph { get; }

    internal ModelProto Proto { get; }

    /// <summary>Reads and checks a model file. External data are mapped, not read.</summary>
    /// <exception cref="UpscaleException">UPS1001 to UPS1011, UPS1014: the file, its external data or its graph is not usable.</exception>
    public static Model Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(ModelFile.Read(path), path);
    }

    /// <summary>Checks a serialised model.</summary>
    /// <param name="bytes">Shared with the model: they must not change afterwards.</param>
    /// <param name="path">The file they come from: for messages, and its folder for external data.</param>
    /// <exception cref="UpscaleException">UPS1002 to UPS1011, UPS1014.</exception>
    public static Model Parse(ReadOnlyMemory<byte> bytes, string? path = null)
    {
        try
        {
            var proto = ModelReader.Read(bytes);
            ExternalData.Attach(proto, path is null ? null : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)));
            return new Model(proto, path, null);
        }
        catch (UpscaleException failure) when (path is not null && failure.File is null)
        {
            throw failure.WithFile(path);
        }
    }

    /// <summary>Whether it is written as one file: its weights stay below 2 GB.</summary>
    public bool FitsOneFile => ModelWriter.FitsOneFile(Proto);

    /// <summary>Writes the model: to a temporary name in the same folder, then renamed. Weights stay inside below 2 GB, else they go to one file beside it.</summary>
    /// <exception cref="UpscaleException">UPS1013: the file cannot be written; nothing is left behind.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelWriter.Save(Proto, path, ModelWriter.InlineLimit);
    }

    /// <summary>The serialised model with its weights.</summary>
    /// <exception cref="InvalidOperationException">It takes more than 2 GB.</exception>
    public byte[] ToBytes() => ModelWriter.ToBytes(Proto);

    internal static Model From(ModelProto proto, string? path, Graph? baseline) => new(proto, path, baseline);
}
