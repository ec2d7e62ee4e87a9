using Google.Protobuf;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests.Reading;

/// <summary>Whatever happens to a file's bytes, only coded errors come out, and what is accepted can be used.</summary>
public sealed class DamagedFileTests
{
    [Fact]
    public void Every_prefix_of_a_model_is_an_error_or_a_model()
    {
        var bytes = Sample();
        for (var length = 0; length < bytes.Length; length += 3)
        {
            Try(bytes[..length]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Flipped_bytes_give_an_error_or_a_model(int seed)
    {
        var bytes = Sample();
        var random = new Random(seed);
        for (var i = 0; i < 2500; i++)
        {
            var damaged = bytes.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            Try(damaged);
        }
    }

    [Fact]
    public void Removed_and_repeated_stretches_give_an_error_or_a_model()
    {
        var bytes = Sample();
        var random = new Random(5);
        for (var i = 0; i < 2500; i++)
        {
            var start = random.Next(bytes.Length);
            var end = Math.Min(bytes.Length, start + random.Next(1, 40));
            Try(i % 2 == 0 ? [.. bytes[..start], .. bytes[end..]] : [.. bytes[..end], .. bytes[start..]]);
        }
    }

    private static void Try(byte[] bytes)
    {
        try
        {
            if (Generated(bytes) is { } expected)
            {
                Assert.Equal(expected, ModelReader.Read(bytes, worthwhile: 1));
            }

            Use(Model.Parse(bytes));
        }
        catch (UpscaleException failure)
        {
            Assert.StartsWith("UPS10", failure.Code, StringComparison.Ordinal);
        }
    }

    /// <summary>What the generated parser makes of the bytes; null when it refuses them or finds no graph.</summary>
    private static ModelProto? Generated(byte[] bytes)
    {
        try
        {
            var model = ModelProto.Parser.ParseFrom(bytes);
            return model.Graph is null ? null : model;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static void Use(Model model)
    {
        foreach (var tensor in model.Graph.Values.Select(value => value.Constant).OfType<Tensor>())
        {
            if (tensor.ElementType != ElementType.String)
            {
                Assert.True(tensor.Bytes.Length >= 0);
            }
        }

        foreach (var node in model.Graph.Nodes)
        {
            Assert.NotNull(node.Label);
            Assert.NotNull(node.Ints("pads") ?? []);
        }

        new ModelPatch(model).Apply().ToBytes();
    }

    private static byte[] Sample()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", Dim.Symbolic("N"), 2, 4, 4);
        var condition = builder.Input("condition", ElementType.Bool);
        var conv = builder.BatchNormalization(builder.Conv(x, 2, 3, 3), 3);
        var body = builder.Subgraph("body");
        body.Output(body.Add(conv, body.Uniform("inner", 0, 1, 3, 1, 1)));
        var merged = builder.Node("If", [condition], ("then_branch", body), ("else_branch", body));
        var shape = builder.Int64s("shape", 0, -1);
        var constant = builder.Node("Constant", [], ("value", Tensor.FromFloats("t", [1], [2])));
        builder.Output(builder.Node("Mul", [builder.Node("Reshape", [merged, shape]), constant]), Dim.Symbolic("N"), 48);
        builder.Metadata("author", "someone");
        return Messages.Changed(builder.Build(), proto =>
        {
            var halves = new TensorProto { Name = "halves", DataType = (int)ElementType.Float16 };
            halves.Dims.Add(2);
            halves.Int32Data.Add([1, 2]);
            proto.Graph.Initializer.Add(halves);
            proto.Graph.Node.Add(Messages.Node("Neg", ["halves"], "negative"));
        });
    }
}
