using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Upscale.Execution.Tests;

/// <summary>What Upscale.Onnx writes computes in ONNX Runtime what the original file computes, to the bit.</summary>
public sealed class WrittenModelTests
{
    [SharedTheory]
    [SharedModelData]
    public void Real_models_compute_the_same_after_reading_and_writing(string name)
    {
        using var folder = new TemporaryDirectory();
        var copy = folder.Locate(name);
        Model.Load(SharedModels.Locate(name)).Save(copy);

        Assert.Equal(Outputs(SharedModels.Locate(name)), Outputs(copy));
    }

    [SharedTheory]
    [SharedModelData]
    public void Real_models_compute_the_same_without_their_unused_parts(string name)
    {
        using var folder = new TemporaryDirectory();
        var copy = folder.Locate(name);
        new ModelPatch(Model.Load(SharedModels.Locate(name))).Apply().Save(copy);

        Assert.Equal(Outputs(SharedModels.Locate(name)), Outputs(copy));
    }

    [Fact]
    public void Edits_next_to_sub_graphs_give_a_model_that_runs()
    {
        using var folder = new TemporaryDirectory();
        var (before, after) = (folder.Locate("before.onnx"), folder.Locate("after.onnx"));
        var model = Branching();
        model.Save(before);
        var patch = new ModelPatch(model);
        var negated = patch.FreshName("negated");
        patch.InsertBefore(model.Graph.Nodes[1], "Neg", ["relu_0"], [negated]);
        patch.ReplaceUses(model.Graph.Find("relu_0")!, negated);
        patch.Apply().Save(after);

        var expected = Assert.Single(Outputs(before));
        var actual = Assert.Single(Outputs(after));

        Assert.Equal(MemoryMarshal.Cast<byte, float>(expected).ToArray().Select(value => -value), MemoryMarshal.Cast<byte, float>(actual).ToArray());
    }

    private static Model Branching()
    {
        var builder = new ModelBuilder();
        var relu = builder.Relu(builder.Input("x", 4));
        var condition = builder.Node("Constant", [], ("value", Tensor.FromBytes("", ElementType.Bool, [], new byte[] { 1 })));
        var body = builder.Subgraph("body");
        body.Output(body.Node("Mul", [relu, body.Constant("two", [], [2f])]), 4);
        var other = builder.Subgraph("other");
        other.Output(other.Relu(relu), 4);
        builder.Output(builder.Node("If", [condition], ("then_branch", body), ("else_branch", other)), 4);
        return builder.Build();
    }

    private static List<byte[]> Outputs(string file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var session = new InferenceSession(file, options);
        using var run = new RunOptions();
        var inputs = session.InputMetadata.ToDictionary(input => input.Key, input => Random(input.Value), StringComparer.Ordinal);
        try
        {
            using var results = session.Run(run, inputs, session.OutputNames);
            return [.. results.Select(result => Bytes(result))];
        }
        finally
        {
            foreach (var value in inputs.Values)
            {
                value.Dispose();
            }
        }
    }

    private static OrtValue Random(NodeMetadata input)
    {
        var random = new Random(1);
        long[] dims = [.. input.Dimensions.Select(size => size > 0 ? (long)size : 1)];
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, input.ElementDataType, dims);
        if (input.ElementDataType == TensorElementType.Float16)
        {
            foreach (ref var element in MemoryMarshal.Cast<byte, Half>(value.GetTensorMutableRawData()))
            {
                element = (Half)random.NextSingle();
            }
        }
        else
        {
            foreach (ref var element in value.GetTensorMutableDataAsSpan<float>())
            {
                element = random.NextSingle();
            }
        }

        return value;
    }

    private static byte[] Bytes(OrtValue value)
    {
        var bytes = value.GetTensorMutableRawData().ToArray();
        Assert.NotEmpty(bytes);
        return bytes;
    }
}
