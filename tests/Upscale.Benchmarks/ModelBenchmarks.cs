using BenchmarkDotNet.Attributes;
using Upscale.Onnx;

namespace Upscale.Benchmarks;

/// <summary>Reading and writing a 102 MB model file.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ModelBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("upscale-benchmarks-").FullName;
    private Model _model = null!;

    private string Source => Path.Combine(_folder, "resnet50.onnx");

    [GlobalSetup]
    public void Write()
    {
        ResidualNetwork.Build().Save(Source);
        _model = Model.Load(Source);
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public Model Load() => Model.Load(Source);

    [Benchmark]
    public void Save() => _model.Save(Path.Combine(_folder, "copy.onnx"));
}
