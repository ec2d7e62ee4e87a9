namespace Upscale.Onnx.Tests.Reading;

public sealed class UnknownFieldTests
{
    // Field 100 of each message: tag 0xA2 0x06, length-delimited.
    private static readonly byte[] Unknown = [0xA2, 0x06, 2, 7, 7];

    [Fact]
    public void Fields_of_later_formats_survive_reading_editing_and_writing()
    {
        byte[] node = [0x0A, 1, (byte)'x', 0x12, 1, (byte)'y', 0x22, 4, .. "Relu"u8, .. Unknown];
        byte[] graph = [0x0A, (byte)node.Length, .. node, 0x5A, 3, 0x0A, 1, (byte)'x', 0x62, 3, 0x0A, 1, (byte)'y', .. Unknown];
        byte[] bytes = [0x08, 8, 0x3A, (byte)graph.Length, .. graph, 0x42, 4, 0x0A, 0, 0x10, 17, .. Unknown];

        var model = Model.Parse(bytes);
        var patch = new ModelPatch(model);
        patch.SetAttribute(model.Graph.Nodes[0], "axis", 1);
        patch.RemoveAttribute(model.Graph.Nodes[0], "axis");

        Assert.Equal(bytes, model.ToBytes());
        Assert.Equal(bytes, patch.Apply().ToBytes());
    }
}
