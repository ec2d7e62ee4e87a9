using System.Text;

namespace Upscale.Build.Items;

/// <summary>Finds the files in which a model keeps weights, so that a change of one is seen without reading the model in full.</summary>
/// <remarks>Reads the field numbers of onnx.proto that lead to a tensor's external data and skips everything else.</remarks>
internal sealed class ExternalDataFiles : IDisposable
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int BytesType = 2;
    private const int Fixed32Type = 5;

    private static readonly Message Tensor = new();
    private static readonly Message Root = Schema();

    private readonly BinaryReader _reader;
    private readonly SortedSet<string> _locations = new(StringComparer.Ordinal);

    private ExternalDataFiles(Stream stream) => _reader = new BinaryReader(stream, Encoding.UTF8);

    /// <summary>The existing files that a model refers to, as absolute paths in ordinal order; none for a file that is not a model.</summary>
    public static IReadOnlyList<string> Of(string modelPath)
    {
        string folder = Path.GetDirectoryName(modelPath) ?? "";
        using var files = new ExternalDataFiles(File.OpenRead(modelPath));
        try
        {
            files.Read(Root, files._reader.BaseStream.Length);
        }
        catch (Exception damage) when (damage is IOException or FormatException)
        {
            return [];
        }

        return [.. files._locations.Select(location => Locate(folder, location)).OfType<string>().Where(File.Exists)];
    }

    public void Dispose() => _reader.Dispose();

    private static Message Schema()
    {
        var graph = new Message();
        var attribute = new Message();
        var node = new Message();
        var sparse = new Message();
        Tensor[13] = new Message();
        sparse[1] = sparse[2] = Tensor;
        attribute[5] = attribute[10] = Tensor;
        attribute[6] = attribute[11] = graph;
        attribute[22] = attribute[23] = sparse;
        node[5] = attribute;
        graph[1] = node;
        graph[5] = Tensor;
        graph[15] = sparse;
        return new Message { [7] = graph, [25] = new Message { [7] = node } };
    }

    private static string? Locate(string folder, string location)
    {
        try
        {
            return Path.GetFullPath(Path.Combine(folder, location));
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return null;
        }
    }

    private void Read(Message message, long end)
    {
        Stream stream = _reader.BaseStream;
        while (stream.Position < end)
        {
            ulong tag = Varint();
            long length = Length((int)(tag & 7));
            long next = stream.Position + length;
            if (length < 0 || next > end)
            {
                throw new FormatException();
            }

            if (message.TryGetValue((int)(tag >> 3), out Message? inner))
            {
                if (message == Tensor)
                {
                    AddLocation(next);
                }
                else
                {
                    Read(inner, next);
                }
            }

            stream.Position = next;
        }
    }

    private void AddLocation(long end)
    {
        string key = "";
        string value = "";
        while (_reader.BaseStream.Position < end)
        {
            ulong tag = Varint();
            long length = Length((int)(tag & 7));
            if (length < 0 || length > end - _reader.BaseStream.Position)
            {
                throw new FormatException();
            }

            string text = Encoding.UTF8.GetString(_reader.ReadBytes((int)length));
            key = tag >> 3 == 1 ? text : key;
            value = tag >> 3 == 2 ? text : value;
        }

        if (key == "location" && value.Length > 0)
        {
            _locations.Add(value);
        }
    }

    private long Length(int wireType)
    {
        switch (wireType)
        {
            case VarintType:
                Varint();
                return 0;
            case Fixed64Type:
                return sizeof(ulong);
            case BytesType:
                return checked((long)(Varint() & long.MaxValue));
            case Fixed32Type:
                return sizeof(uint);
            default:
                throw new FormatException();
        }
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = _reader.ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException();
    }

    private sealed class Message : Dictionary<int, Message>;
}
