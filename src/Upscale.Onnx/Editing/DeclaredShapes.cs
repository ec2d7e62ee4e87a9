using Google.Protobuf.Collections;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Rewrites the shapes that a graph message declares for its values.</summary>
internal static class DeclaredShapes
{
    public static void Apply(GraphProto graph, Dictionary<string, (ElementType Type, Shape? Shape)> shapes)
    {
        if (shapes.Count == 0)
        {
            return;
        }

        var described = Replace(graph.Input, shapes);
        described.UnionWith(Replace(graph.Output, shapes));
        var inner = graph.ValueInfo.Where(info => !(shapes.TryGetValue(info.Name, out var entry) && entry.Shape is null)).ToArray();
        graph.ValueInfo.Clear();
        graph.ValueInfo.Add(inner);
        described.UnionWith(Replace(graph.ValueInfo, shapes));
        graph.ValueInfo.Add(shapes
            .Where(entry => entry.Value is { Shape: not null, Type: not ElementType.Undefined } && !described.Contains(entry.Key))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new ValueInfoProto { Name = entry.Key, Type = ValueTypes.Tensor(entry.Value.Type, entry.Value.Shape) }));
    }

    private static HashSet<string> Replace(RepeatedField<ValueInfoProto> infos, Dictionary<string, (ElementType Type, Shape? Shape)> shapes)
    {
        var replaced = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < infos.Count; i++)
        {
            if (shapes.TryGetValue(infos[i].Name, out var entry) && replaced.Add(infos[i].Name) && infos[i].Type?.TensorType is not null)
            {
                infos[i] = infos[i].Clone();
                infos[i].Type.TensorType.Shape = entry.Shape is null ? null : ValueTypes.Write(entry.Shape);
            }
        }

        return replaced;
    }
}
