using System.Text;

namespace Upscale.Pruning.Tests;

/// <summary>Model files of bare nodes, as <see cref="Upscale.Onnx.ModelBuilder"/> would not write them: x [4] to the output of the last.</summary>
internal static class RawGraph
{
    private const int LengthDelimited = 2;

    public static byte[] Node(string opType, string[] inputs, string output) =>
        [.. inputs.SelectMany(input => Field(1, input)), .. Field(2, output), .. Field(4, opType)];

    public static byte[] Of(params byte[][] nodes)
    {
        byte[] graph = [.. nodes.SelectMany(node => Field(1, node)), .. Field(2, "g"), .. Field(11, Vector("x")), .. Field(12, Vector("b"))];
        return [.. Number(1, 8), .. Field(7, graph), .. Field(8, Number(2, 17))];
    }

    private static byte[] Vector(string name) => [.. Field(1, name), .. Field(2, Field(1, [.. Number(1, 1), .. Field(2, Field(1, Number(1, 4)))]))];

    private static byte[] Number(int field, byte value) => [(byte)(field << 3), value];

    private static byte[] Field(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) =>
        [(byte)((field << 3) | LengthDelimited), (byte)((content.Length & 127) | 128), (byte)(content.Length >> 7), .. content];
}
