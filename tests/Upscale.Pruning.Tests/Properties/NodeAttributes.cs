using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>Attributes of a node as a builder takes them.</summary>
internal static class NodeAttributes
{
    /// <summary>Names and values; a <see cref="Graph"/> where the attribute is one.</summary>
    public static IEnumerable<(string Name, object Value)> Of(Node node)
    {
        var graphs = node.Subgraphs.GetEnumerator();
        foreach (var name in node.AttributeNames)
        {
            if (Value(node, name) is { } value)
            {
                yield return (name, value);
            }
            else if (graphs.MoveNext())
            {
                yield return (name, graphs.Current);
            }
        }
    }

    private static object? Value(Node node, string name) =>
        new Func<object?>[]
        {
            () => node.Int(name, 0), () => node.Ints(name), () => node.Float(name, 0), () => node.Floats(name), () => node.Text(name, ""), () => node.TensorAttribute(name),
        }.Select(Read).FirstOrDefault(value => value is not null);

    private static object? Read(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (UpscaleException error) when (error.Code == "UPS1012")
        {
            return null;
        }
    }
}
