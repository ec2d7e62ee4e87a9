using System.Runtime.InteropServices;
using Upscale.Onnx;

namespace Upscale.Execution.Profiling;

/// <summary>Tensors of one small number, all on the same memory: times do not depend on the values.</summary>
internal sealed class FlatData
{
    private const float Value = 0.01f;

    private byte[] _bytes = [];

    /// <summary>A tensor of given sizes.</summary>
    public Tensor Of(string name, params IReadOnlyList<long> dims)
    {
        var count = checked((int)(sizeof(float) * dims.Aggregate(1L, (product, dim) => product * dim)));
        if (_bytes.Length < count)
        {
            _bytes = new byte[count];
            MemoryMarshal.Cast<byte, float>(_bytes.AsSpan()).Fill(Value);
        }

        return Tensor.FromBytes(name, ElementType.Float, dims, _bytes.AsMemory(0, count));
    }
}
