using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Every tensor message of a model, wherever it stands.</summary>
internal static class ModelTensors
{
    public static IEnumerable<TensorProto> In(ModelProto model)
    {
        IEnumerable<GraphProto?> training = model.TrainingInfo.SelectMany(info => new[] { info.Initialization, info.Algorithm });
        return In(model.Graph)
            .Concat(training.OfType<GraphProto>().SelectMany(In))
            .Concat(model.Functions.SelectMany(function => function.Node.SelectMany(node => node.Attribute).Concat(function.AttributeProto)).SelectMany(In));
    }

    public static IEnumerable<TensorProto> In(GraphProto graph) =>
        graph.Initializer
            .Concat(graph.SparseInitializer.SelectMany(In))
            .Concat(graph.Node.SelectMany(node => node.Attribute).SelectMany(In));

    private static IEnumerable<TensorProto> In(SparseTensorProto sparse) =>
        new[] { sparse.Values, sparse.Indices }.Where(tensor => tensor is not null);

    private static IEnumerable<TensorProto> In(AttributeProto attribute) =>
        AttributeKind.Of(attribute) switch
        {
            AttributeProto.Types.AttributeType.Tensor or AttributeProto.Types.AttributeType.Tensors =>
                attribute.T is { } tensor ? attribute.Tensors.Prepend(tensor) : attribute.Tensors,
            AttributeProto.Types.AttributeType.SparseTensor or AttributeProto.Types.AttributeType.SparseTensors =>
                (attribute.SparseTensor is { } sparse ? attribute.SparseTensors.Prepend(sparse) : attribute.SparseTensors).SelectMany(In),
            AttributeProto.Types.AttributeType.Graph or AttributeProto.Types.AttributeType.Graphs =>
                AttributeKind.Graphs(attribute).SelectMany(In),
            _ => [],
        };
}
