using System.Text;

namespace Upscale.Cli.Tests;

/// <summary>A model file written byte by byte, as no builder would write it.</summary>
internal static class RawModel
{
    private const int LengthDelimited = 2;
    private const byte FloatType = 1;
    private const byte Int64Type = 7;

    /// <summary>One node that adds a constant of four elements.</summary>
    /// <param name="opset">Version of the operator set.</param>
    /// <param name="dataFile">Name of the file that is said to hold the constant; null: the file itself does.</param>
    public static byte[] Create(byte opset, string? dataFile)
    {
        byte[] data = dataFile is null
            ? Field(9, new byte[16])
            : [.. Field(13, [.. Field(1, "location"), .. Field(2, dataFile)]), .. Number(14, 1)];
        byte[] constant = [.. Number(1, 4), .. Number(2, 1), .. Field(8, "c"), .. data];
        byte[] node = [.. Field(1, "x"), .. Field(1, "c"), .. Field(2, "y"), .. Field(4, "Add")];
        byte[] graph = [.. Field(1, node), .. Field(2, "g"), .. Field(5, constant), .. Field(11, Vector("x")), .. Field(12, Vector("y"))];
        return [.. Number(1, 8), .. Field(7, graph), .. Field(8, Number(2, opset))];
    }

    /// <summary>Picks an element of each of two constants of equal contents by an index that comes in.</summary>
    /// <param name="dataFile">Name of the file that holds the constants.</param>
    /// <param name="elements">How many float32 elements each has.</param>
    public static byte[] Picking(string dataFile, long elements)
    {
        byte[] location = Field(13, [.. Field(1, "location"), .. Field(2, dataFile)]);
        byte[] Constant(string name) => [.. Number(1 << 3), .. Number(elements), .. Number(2, 1), .. Field(8, name), .. location, .. Number(14, 1)];
        byte[] Gather(string constant, string output) => [.. Field(1, constant), .. Field(1, "x"), .. Field(2, output), .. Field(4, "Gather")];
        byte[] graph =
        [
            .. Field(1, Gather("c", "y")), .. Field(1, Gather("d", "z")), .. Field(2, "g"), .. Field(5, Constant("c")), .. Field(5, Constant("d")),
            .. Field(11, Vector("x", Int64Type)), .. Field(12, Vector("y")), .. Field(12, Vector("z")),
        ];
        return [.. Number(1, 8), .. Field(7, graph), .. Field(8, Number(2, 17))];
    }

    private static byte[] Number(long value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)((value & 127) | 128));
        }

        return [.. bytes, (byte)value];
    }

    private static byte[] Vector(string name, byte type = FloatType)
    {
        var shape = Field(1, Number(1, 4));
        return [.. Field(1, name), .. Field(2, Field(1, [.. Number(1, type), .. Field(2, shape)]))];
    }

    private static byte[] Number(int field, byte value) => [(byte)(field << 3), value];

    private static byte[] Field(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) =>
        [(byte)((field << 3) | LengthDelimited), (byte)((content.Length & 127) | 128), (byte)(content.Length >> 7), .. content];
}
