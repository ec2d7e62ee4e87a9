using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>A kind of network at tiny width.</summary>
internal sealed record Family(string Name, Action<ModelBuilder> Build)
{
    public long Opset { get; init; } = 17;

    public Model Model()
    {
        var builder = new ModelBuilder(Opset, seed: 7);
        Build(builder);
        return builder.Build();
    }
}
