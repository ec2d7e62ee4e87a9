using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Upscale.Runtime.Tests;

public sealed class ModelSessionTests
{
    [Fact]
    public void The_model_is_found_beside_the_application()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "found.onnx");
        TestModels.Doubled(1).Save(path);
        try
        {
            var expected = TestModels.Describe(1);
            using var session = ModelSession.Find(new ModelSignature("Found", "found.onnx", expected.Inputs.AsSpan(), expected.Outputs.AsSpan()), null);

            Assert.Equal(2, ModelCallTests.Read(session, [1, 0, 0, 0, 0, 0])[0]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_model_that_is_not_beside_the_application_is_explained()
    {
        var thrown = Assert.Throws<FileNotFoundException>(() => ModelSession.Find(TestModels.Describe(1), null));

        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "doubling.onnx"), thrown.Message, StringComparison.Ordinal);
        Assert.Contains("My.App.Doubling", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("pass its path to the constructor", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_without_a_file_is_named()
    {
        var thrown = Assert.Throws<FileNotFoundException>(() => ModelSession.Load(TestModels.Describe(1), "nowhere/x.onnx", null));

        Assert.Contains(Path.GetFullPath("nowhere/x.onnx"), thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_the_caller_are_used_and_stay_the_callers()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.Locate("x.onnx");
        TestModels.Doubled(1).Save(path);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        foreach (int _ in (int[])[1, 2])
        {
            using var session = ModelSession.Load(TestModels.Describe(1), path, options);
            Assert.Equal(2, ModelCallTests.Read(session, [1, 0, 0, 0, 0, 0])[0]);
        }

        Assert.False(options.IsClosed);
    }

    [Theory]
    [InlineData("z", TensorElementType.Float, 6, "it has no input 'z'")]
    [InlineData("x", TensorElementType.Double, 6, "its input 'x' is of type Float instead of Double")]
    [InlineData("x", TensorElementType.Float, 7, "its input 'x' has the shape [1,6] instead of [1,7]")]
    public void Another_model_is_refused(string name, TensorElementType type, long size, string difference)
    {
        var signature = new ModelSignature(
            "C", "c.onnx", [new TensorSignature(name, type, [1, size])], [new TensorSignature("mul_0", TensorElementType.Float, [1, 6])]);

        var thrown = Assert.Throws<InvalidDataException>(() => TestModels.Open(TestModels.Doubled(1), signature));

        Assert.Contains(difference, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Rebuild", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_more_inputs_is_refused()
    {
        var expected = TestModels.Describe(1);
        var signature = new ModelSignature("C", "c.onnx", [], expected.Outputs.AsSpan());

        var thrown = Assert.Throws<InvalidDataException>(() => TestModels.Open(TestModels.Doubled(1), signature));

        Assert.Contains("it has 1 inputs instead of 0", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_session_stays_the_callers()
    {
        using var inference = new InferenceSession(TestModels.Doubled(1).ToBytes());
        using (var first = ModelSession.Share(TestModels.Describe(1), inference))
        using (var second = ModelSession.Share(TestModels.Describe(1), inference))
        {
            Assert.Same(inference, first.InferenceSession);
            Assert.Equal(2, ModelCallTests.Read(first, [1, 0, 0, 0, 0, 0])[0]);
            Assert.Equal(4, ModelCallTests.Read(second, [2, 0, 0, 0, 0, 0])[0]);
        }

        Assert.Throws<InvalidDataException>(() => ModelSession.Share(TestModels.Describe(1, input: "z"), inference));
        using var third = ModelSession.Share(TestModels.Describe(1), inference);
        Assert.Equal(6, ModelCallTests.Read(third, [3, 0, 0, 0, 0, 0])[0]);
    }

    [Fact]
    public void A_resource_that_is_not_there_is_explained()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => ModelSession.LoadResource(TestModels.Describe(1), typeof(ModelSessionTests).Assembly, "none.onnx", null));

        Assert.Contains("My.App.Doubling", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'none.onnx'", thrown.Message, StringComparison.Ordinal);
    }
}
