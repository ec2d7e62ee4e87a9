using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Upscale.Onnx;

namespace Upscale.Runtime.Tests;

public sealed class TextAndMapTests
{
    [Fact]
    public void Strings_go_in_and_come_out()
    {
        using var session = TestModels.Identity(ElementType.String, TensorElementType.String);
        foreach (string[] words in (string[][])[["", "größe", "\0 null", "🐈"], ["a", "b", "c", "d"]])
        {
            using var call = session.Begin();
            string[] result = new string[4];
            call.SetInput<string>(0, words, "x");
            call.Run(default);
            call.CopyOutput(0, result.AsSpan(), "y");

            Assert.Equal(words, result);
            Assert.Equal(words, call.ReadOutput<string>(0).ToArray());
            Assert.Equal([words[3], words[0], words[1], words[2]], call.ReadOutput<string>(0, 1, (ushort[])[3, 0, 1, 2]).ToArray());
        }
    }

    [Fact]
    public void A_null_string_and_a_wrong_number_of_strings_are_refused()
    {
        using var session = TestModels.Identity(ElementType.String, TensorElementType.String);

        Assert.Contains("string at 2 is null", Assert.Throws<ArgumentException>("x", () => Set(session, ["a", "b", null!, "d"])).Message, StringComparison.Ordinal);
        Assert.Contains("takes 4 values", Assert.Throws<ArgumentException>("x", () => Set(session, ["a"])).Message, StringComparison.Ordinal);

        static void Set(ModelSession session, string[] words)
        {
            using var call = session.Begin();
            call.SetInput<string>(0, words, "x");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0)]
    public void Scores_of_a_classifier_are_a_map_for_each_item(int batch)
    {
        using var session = TestModels.Open(TestModels.Zipped("red", "green"), Signature(TensorElementType.String));
        float[] scores = [.. Enumerable.Range(0, batch * 2).Select(i => i + 0.5f)];
        using var call = session.Begin();
        call.SetInput<float>(0, scores, [batch, 2], "x");
        call.Run(default);

        var maps = call.ReadMaps<string, float>(0);

        Assert.Equal(batch, maps.Count);
        Assert.All(Enumerable.Range(0, batch), i => Assert.Equal((scores[2 * i], scores[(2 * i) + 1]), (maps[i]["red"], maps[i]["green"])));
    }

    [Fact]
    public void Keys_may_be_numbers()
    {
        using var session = TestModels.Open(TestModels.Zipped(7L, -3L), Signature(TensorElementType.Int64));
        using var call = session.Begin();
        call.SetInput<float>(0, [1, 2], [1, 2], "x");
        call.Run(default);

        Assert.Equal(new Dictionary<long, float> { [7] = 1, [-3] = 2 }, Assert.Single(call.ReadMaps<long, float>(0)));
    }

    [Fact]
    public void A_sequence_of_tensors_is_read()
    {
        using var session = TestModels.Halves();
        using var call = session.Begin();
        call.SetInput<float>(0, [1, 2, 3, 4], "x");
        call.Run(default);

        var tensors = call.ReadSequence<float>(0);

        Assert.Equal([[1, 2], [3, 4]], tensors.Select(tensor => tensor.ToArray()));
        Assert.Equal([1L, 2L], tensors[0].Shape);
    }

    [Fact]
    public void Maps_of_other_types_are_another_model()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => TestModels.Open(TestModels.Zipped("red", "green"), Signature(TensorElementType.Int64)));

        Assert.Contains("of type sequence of map of String to Float instead of sequence of map of Int64 to Float", thrown.Message, StringComparison.Ordinal);
    }

    private static ModelSignature Signature(TensorElementType key) => new(
        "Zipped",
        "zipped.onnx",
        [new TensorSignature("x", TensorElementType.Float, [-1, 2])],
        [new TensorSignature("zipmap_0", OnnxValueType.ONNX_TYPE_SEQUENCE, key, TensorElementType.Float)]);
}
