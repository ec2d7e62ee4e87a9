using BenchmarkDotNet.Attributes;
using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;

namespace Upscale.Benchmarks.Running;

/// <summary>What a run through a generated class costs beside ONNX Runtime's own call, on one session with one thread.</summary>
/// <remarks>The raw calls read and write memory that is bound once; the class copies from and to spans of the caller.</remarks>
[MemoryDiagnoser]
[Config(typeof(RunConfig))]
public class RunBenchmarks
{
    private readonly RunOptions _runOptions = new();
    private InferenceSession _session = null!;
    private OrtIoBinding _binding = null!;
    private OrtValue _input = null!;
    private OrtValue _output = null!;
    private Action _generated = null!;

    /// <summary>A product of 64 values; a network of two convolutions on [1,3,32,32] whose output is permuted; one convolution on [1,3,224,224].</summary>
    [Params("tiny", "digits", "photo")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        _session = new(ModelOf(Network).ToBytes(), options);
        _input = Wrap(_session.InputMetadata.Values.Single(), out var x);
        _output = Wrap(_session.OutputMetadata.Values.Single(), out var y);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_session.InputNames[0], _input);
        _binding.BindOutput(_session.OutputNames[0], _output);
        _generated = Generated(x, y);
    }

    [GlobalCleanup]
    public void Close()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
        _session.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Raw() => _session.Run(_runOptions, _session.InputNames, [_input], _session.OutputNames, [_output]);

    [Benchmark]
    public void RawBinding() => _session.RunWithBinding(_runOptions, _binding);

    [Benchmark]
    public void GeneratedClass() => _generated();

    private Action Generated(float[] x, float[] y)
    {
        switch (Network)
        {
            case "tiny":
                var tiny = new Tiny(_session);
                return () => tiny.Run(x, y);
            case "digits":
                var digits = new Digits(_session);
                return () => digits.Run(x, y);
            default:
                var photo = new Photo(_session);
                return () => photo.Run(x, y);
        }
    }

    private static OrtValue Wrap(NodeMetadata metadata, out float[] memory)
    {
        long[] shape = [.. metadata.Dimensions];
        memory = new float[shape.Aggregate(1L, (product, size) => product * size)];
        return OrtValue.CreateTensorValueFromMemory(memory, shape);
    }

    private static Model ModelOf(string network)
    {
        var builder = new ModelBuilder();
        if (network == "tiny")
        {
            builder.Output(builder.Node("Mul", [builder.Input("x", 1, 64), builder.Constant("two", [], [2f])]), 1, 64);
            return builder.Build();
        }

        var isPhoto = network == "photo";
        var size = isPhoto ? 224 : 32;
        var x = builder.Relu(builder.Conv(builder.Input("x", 1, 3, size, size), 3, 32, 3, stride: isPhoto ? 2 : 1));
        x = isPhoto ? x : builder.Relu(builder.Conv(x, 32, 64, 3));
        x = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [x])]);
        builder.Output(builder.Gemm(x, isPhoto ? 32 : 64, 10), 1, 10);
        return builder.Build();
    }
}
