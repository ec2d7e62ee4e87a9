using System.Globalization;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Moves the raw data of large initializers to a file of their own.</summary>
internal static class ExternalDataWriter
{
    private const int Alignment = 4096;
    private const int Worthwhile = 1024;

    /// <summary>Writes the data file.</summary>
    /// <param name="model">Left as it is.</param>
    /// <param name="path">The file to create.</param>
    /// <param name="location">The name by which the model refers to it.</param>
    /// <returns>A copy of the model whose large initializers refer to the file.</returns>
    public static ModelProto Write(ModelProto model, string path, string location)
    {
        var copy = new ModelProto();
        copy.MergeFrom(model);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
        var initializers = copy.Graph.Initializer;
        for (var i = 0; i < initializers.Count; i++)
        {
            var data = initializers[i].RawData;
            if (data.Length >= Worthwhile)
            {
                file.Position = (file.Position + Alignment - 1) / Alignment * Alignment;
                initializers[i] = Reference(initializers[i], location, file.Position);
                file.Write(data.Span);
            }
        }

        return copy;
    }

    private static TensorProto Reference(TensorProto tensor, string location, long offset)
    {
        var reference = new TensorProto();
        reference.MergeFrom(tensor);
        reference.ClearRawData();
        reference.DataLocation = TensorProto.Types.DataLocation.External;
        reference.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
        reference.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = offset.ToString(CultureInfo.InvariantCulture) });
        reference.ExternalData.Add(new StringStringEntryProto { Key = "length", Value = tensor.RawData.Length.ToString(CultureInfo.InvariantCulture) });
        return reference;
    }
}
