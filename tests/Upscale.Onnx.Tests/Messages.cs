using Google.Protobuf;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests;

/// <summary>Serialised models that <see cref="ModelBuilder"/> refuses to build.</summary>
internal static class Messages
{
    /// <summary>x [1,4] through Relu to y, with an initializer w [4] added.</summary>
    public static Model Small()
    {
        var builder = new ModelBuilder();
        var sum = builder.Add(builder.Relu(builder.Input("x", 1, 4)), builder.Uniform("w", -1, 1, 4));
        builder.Output(sum, 1, 4);
        return builder.Build();
    }

    public static byte[] Changed(Model model, Action<ModelProto> change)
    {
        var proto = model.Proto.Clone();
        change(proto);
        return proto.ToByteArray();
    }

    public static byte[] Changed(Action<ModelProto> change) => Changed(Small(), change);

    public static NodeProto Node(string opType, string[] inputs, params string[] outputs)
    {
        var node = new NodeProto { OpType = opType };
        node.Input.Add(inputs);
        node.Output.Add(outputs);
        return node;
    }
}
