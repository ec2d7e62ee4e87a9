using System.Text;

namespace Upscale.Build.Tests.Items;

/// <summary>The bytes of models whose weights lie in other files.</summary>
internal static class ExternalModel
{
    private const int ModelIrVersion = 1;
    private const int ModelGraph = 7;
    private const int ModelOpset = 8;
    private const int GraphNode = 1;
    private const int GraphInitializer = 5;
    private const int GraphOutput = 12;
    private const int OpsetVersion = 2;
    private const int TensorDims = 1;
    private const int TensorType = 2;
    private const int TensorName = 8;
    private const int TensorExternalData = 13;
    private const int TensorLocation = 14;

    /// <summary>A model with one float tensor of two elements per file, and nothing else.</summary>
    public static byte[] Complete(params string[] files) =>
    [
        .. Number(ModelIrVersion, 8),
        .. Field(ModelGraph, [.. files.SelectMany(file => Field(GraphInitializer, Tensor(file)))]),
        .. Field(ModelOpset, Number(OpsetVersion, 17)),
    ];

    /// <summary>A model that returns such a tensor.</summary>
    public static byte[] Returning(string file) =>
    [
        .. Number(ModelIrVersion, 8),
        .. Field(ModelGraph, [
            .. Field(GraphNode, [.. Field(1, Text(file)), .. Field(2, Text("y")), .. Field(4, Text("Identity"))]),
            .. Field(2, Text("g")),
            .. Field(GraphInitializer, Tensor(file)),
            .. Field(GraphOutput, [.. Field(1, Text("y")), .. Field(2, Field(1, [.. Number(1, 1), .. Field(2, Field(1, Number(1, 2)))]))]),
        ]),
        .. Field(ModelOpset, Number(OpsetVersion, 17)),
    ];

    private static byte[] Tensor(string file) =>
    [
        .. Number(TensorDims, 2),
        .. Number(TensorType, 1),
        .. Field(TensorName, Text(file)),
        .. Field(TensorExternalData, [.. Field(1, Text("location")), .. Field(2, Text(file))]),
        .. Number(TensorLocation, 1),
    ];

    private static byte[] Number(int field, byte value) => [(byte)(field << 3), value];

    private static byte[] Field(int field, byte[] content) => [(byte)((field << 3) | 2), (byte)content.Length, .. content];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
