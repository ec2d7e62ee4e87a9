using System.Runtime.InteropServices;
using Upscale.Onnx;

namespace Upscale.Pruning.Tests.Rewriting;

internal static class HalfTensor
{
    public static Tensor From(string name, IReadOnlyList<long> dims, IEnumerable<float> values)
    {
        var halves = values.Select(value => (Half)value).ToArray();
        return Tensor.FromBytes(name, ElementType.Float16, dims, MemoryMarshal.AsBytes(halves.AsSpan()).ToArray());
    }
}
