using Google.Protobuf;
using Google.Protobuf.Collections;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>Parses a model without copying its weights: raw data become views on the buffer, all else is left to the generated parser.</summary>
internal sealed class ModelReader(ReadOnlyMemory<byte> buffer, int worthwhile)
{
    /// <summary>Nested messages on the way to a tensor: three per sub-graph level.</summary>
    private const int MaximumDepth = 128;

    /// <summary>Fields of one graph; more are no model but an attempt to fill memory.</summary>
    private const int MaximumFields = 1_000_000;

    /// <summary>Parses a serialised model.</summary>
    /// <param name="buffer">Shared with the result.</param>
    /// <param name="worthwhile">Bytes below which a message is parsed whole: copying so little costs nothing.</param>
    /// <exception cref="UpscaleException">UPS1002, UPS1003, UPS1014.</exception>
    public static ModelProto Read(ReadOnlyMemory<byte> buffer, int worthwhile = 4096)
    {
        if (buffer.IsEmpty)
        {
            throw new UpscaleException(ErrorCodes.NotOnnx, "the file is empty; an ONNX model was expected. Export or download the model again");
        }

        var model = new ModelProto();
        try
        {
            new ModelReader(buffer, worthwhile).Merge(model, 0, buffer.Length, 0);
        }
        catch (InvalidProtocolBufferException failure)
        {
            // The parser has no other sign of its own limit of 100 nested messages.
            throw failure.Message.Contains("nesting", StringComparison.Ordinal) ? TooDeep(failure) : UnreadableModel.Explain(buffer.Span, failure);
        }

        return model.Graph is null
            ? throw new UpscaleException(ErrorCodes.NotOnnx, $"the file holds no graph ({buffer.Length} bytes were read); an ONNX model was expected. Check that it is an .onnx file and was written completely")
            : model;
    }

    private void Merge(IMessage message, int start, int length, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw TooDeep();
        }

        var span = buffer.Span.Slice(start, length);
        var cursor = new WireCursor(span);
        var parsed = 0;
        var fields = 0;
        while (cursor.Next())
        {
            if (++fields > MaximumFields && message is GraphProto or ModelProto or FunctionProto)
            {
                throw new UpscaleException(ErrorCodes.NotOnnx, $"the model, a graph or a function has more than {MaximumFields} parts. The file is damaged or was made to exhaust memory; export the model again");
            }

            var size = cursor.End - cursor.Content;
            if (cursor.Type == WireType.Bytes && size >= worthwhile)
            {
                message.MergeFrom(span[parsed..cursor.Start]);
                parsed = Lift(message, cursor.Field, start + cursor.Content, size, depth) ? cursor.End : cursor.Start;
            }
        }

        message.MergeFrom(span[parsed..]);
    }

    private static UpscaleException TooDeep(Exception? inner = null) => new(
        ErrorCodes.TooDeep,
        "sub-graphs or types are nested too deeply; a few levels are normal. Flatten the model's control flow and export it again",
        inner: inner);

    private bool Lift(IMessage message, int field, int start, int length, int depth)
    {
        if (message is TensorProto tensor && field == TensorProto.RawDataFieldNumber)
        {
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(buffer.Slice(start, length));
            return true;
        }

        if (Nested(message, field) is not { } nested)
        {
            return false;
        }

        Merge(nested, start, length, depth + 1);
        return true;
    }

    private static IMessage? Nested(IMessage message, int field) => (message, field) switch
    {
        (ModelProto model, ModelProto.GraphFieldNumber) => model.Graph ??= new(),
        (ModelProto model, ModelProto.TrainingInfoFieldNumber) => Append(model.TrainingInfo),
        (ModelProto model, ModelProto.FunctionsFieldNumber) => Append(model.Functions),
        (GraphProto graph, GraphProto.NodeFieldNumber) => Append(graph.Node),
        (GraphProto graph, GraphProto.InitializerFieldNumber) => Append(graph.Initializer),
        (GraphProto graph, GraphProto.SparseInitializerFieldNumber) => Append(graph.SparseInitializer),
        (NodeProto node, NodeProto.AttributeFieldNumber) => Append(node.Attribute),
        (AttributeProto attribute, AttributeProto.TFieldNumber) => attribute.T ??= new(),
        (AttributeProto attribute, AttributeProto.GFieldNumber) => attribute.G ??= new(),
        (AttributeProto attribute, AttributeProto.TensorsFieldNumber) => Append(attribute.Tensors),
        (AttributeProto attribute, AttributeProto.GraphsFieldNumber) => Append(attribute.Graphs),
        (AttributeProto attribute, AttributeProto.SparseTensorFieldNumber) => attribute.SparseTensor ??= new(),
        (AttributeProto attribute, AttributeProto.SparseTensorsFieldNumber) => Append(attribute.SparseTensors),
        (SparseTensorProto sparse, SparseTensorProto.ValuesFieldNumber) => sparse.Values ??= new(),
        (SparseTensorProto sparse, SparseTensorProto.IndicesFieldNumber) => sparse.Indices ??= new(),
        (TrainingInfoProto training, TrainingInfoProto.InitializationFieldNumber) => training.Initialization ??= new(),
        (TrainingInfoProto training, TrainingInfoProto.AlgorithmFieldNumber) => training.Algorithm ??= new(),
        (FunctionProto function, FunctionProto.NodeFieldNumber) => Append(function.Node),
        (FunctionProto function, FunctionProto.AttributeProtoFieldNumber) => Append(function.AttributeProto),
        _ => null,
    };

    private static T Append<T>(RepeatedField<T> list)
        where T : IMessage, new()
    {
        var item = new T();
        list.Add(item);
        return item;
    }
}
