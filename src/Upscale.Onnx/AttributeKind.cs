using Upscale.Onnx.Protobuf;
using AttributeType = Upscale.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace Upscale.Onnx;

/// <summary>The type of an attribute, from its type field or, where an old exporter left that out, from what is present.</summary>
internal static class AttributeKind
{
    public static AttributeType Of(AttributeProto attribute) => attribute switch
    {
        { Type: not AttributeType.Undefined } => attribute.Type,
        { HasF: true } => AttributeType.Float,
        { HasI: true } => AttributeType.Int,
        { HasS: true } => AttributeType.String,
        { T: not null } => AttributeType.Tensor,
        { G: not null } => AttributeType.Graph,
        { Floats.Count: > 0 } => AttributeType.Floats,
        { Ints.Count: > 0 } => AttributeType.Ints,
        { Strings.Count: > 0 } => AttributeType.Strings,
        { Tensors.Count: > 0 } => AttributeType.Tensors,
        { Graphs.Count: > 0 } => AttributeType.Graphs,
        { SparseTensor: not null } => AttributeType.SparseTensor,
        { SparseTensors.Count: > 0 } => AttributeType.SparseTensors,
        { Tp: not null } => AttributeType.TypeProto,
        { TypeProtos.Count: > 0 } => AttributeType.TypeProtos,
        _ => AttributeType.Undefined,
    };

    public static IEnumerable<GraphProto> Graphs(NodeProto node) => node.Attribute.SelectMany(Graphs);

    public static IEnumerable<GraphProto> Graphs(AttributeProto attribute) =>
        attribute.G is { } graph ? attribute.Graphs.Prepend(graph) : attribute.Graphs;
}
