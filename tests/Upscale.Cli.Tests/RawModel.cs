using System.Text;

namespace Upscale.Cli.Tests;

/// <summary>A model file written byte by byte, as no builder would write it.</summary>
internal static class RawModel
{
    private const int LengthDelimited = 2;

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

    private static byte[] Vector(string name)
    {
        var shape = Field(1, Number(1, 4));
        return [.. Field(1, name), .. Field(2, Field(1, [.. Number(1, 1), .. Field(2, shape)]))];
    }

    private static byte[] Number(int field, byte value) => [(byte)(field << 3), value];

    private static byte[] Field(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) =>
        [(byte)((field << 3) | LengthDelimited), (byte)((content.Length & 127) | 128), (byte)(content.Length >> 7), .. content];
}
