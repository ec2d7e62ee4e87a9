using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Upscale.Onnx;

namespace Upscale.Pruning.Rewriting;

/// <summary>Cuts and permutes axes of a constant in one pass, whatever its element type.</summary>
internal sealed class WeightSlicer
{
    private readonly AxisCut?[] _cuts;
    private readonly int _lastAxis;
    private readonly int[] _extents;
    private readonly int[] _sourceStrides;
    private readonly int[] _targetStrides;
    private readonly byte[] _target;
    private readonly ReadOnlyMemory<byte> _source;

    private WeightSlicer(Tensor tensor, IReadOnlyList<AxisCut> cuts)
    {
        var rank = tensor.Dims.Length;
        _cuts = [.. Enumerable.Range(0, rank).Select(axis => cuts.FirstOrDefault(cut => cut.Axis == axis))];
        _lastAxis = cuts.Max(cut => cut.Axis);
        _extents = [.. tensor.Dims.Select(dim => checked((int)dim))];
        int[] newExtents = [.. Enumerable.Range(0, rank).Select(axis => _cuts[axis] is { } cut ? cut.Positions.Length / cut.Groups : _extents[axis])];
        _sourceStrides = Strides(_extents, tensor.ElementType.ByteSize());
        _targetStrides = Strides(newExtents, tensor.ElementType.ByteSize());
        _source = tensor.Bytes;
        _target = GC.AllocateUninitializedArray<byte>(checked(newExtents[0] * _targetStrides[0]));
        Copy(0, 0, 0, 0);
        Result = Tensor.FromBytes(tensor.Name, tensor.ElementType, [.. newExtents.Select(extent => (long)extent)], _target);
    }

    private Tensor Result { get; }

    /// <returns>A new tensor of the same name; the same tensor when nothing changes.</returns>
    public static Tensor Cut(Tensor tensor, IReadOnlyList<AxisCut> cuts)
    {
        var effective = cuts.Where(cut => !cut.IsIdentity(tensor.Dims[cut.Axis])).ToArray();
        return effective.Length == 0 ? tensor : new WeightSlicer(tensor, effective).Result;
    }

    private static int[] Strides(int[] extents, int elementBytes)
    {
        var strides = new int[extents.Length];
        for (var (axis, stride) = (extents.Length - 1, elementBytes); axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride = checked(stride * extents[axis]);
        }

        return strides;
    }

    /// <param name="axis">Axis to copy along.</param>
    /// <param name="source">Byte offset in the original.</param>
    /// <param name="target">Byte offset in the result.</param>
    /// <param name="row">Original position on axis 0, which decides the group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(int axis, int source, int target, int row)
    {
        var cut = _cuts[axis];
        var count = cut is null ? _extents[axis] : cut.Positions.Length / cut.Groups;
        var group = cut is { Groups: > 1 } ? (int)((long)row * cut.Groups / _extents[0]) : 0;
        if (axis == _lastAxis && _sourceStrides[axis] == sizeof(uint) && cut!.Zeros is null)
        {
            Pick(cut.Positions.AsSpan(group * count, count), group * _extents[axis], source, target);
            return;
        }

        for (var i = 0; i < count;)
        {
            var position = Position(cut, group, count, axis, i);
            var run = 1;
            if (cut?.Zeros is { } zeros && zeros[(group * count) + i])
            {
                Clear(_target.AsSpan(target + (i * _targetStrides[axis]), _targetStrides[axis]), cut.Zero.Span);
            }
            else if (axis < _lastAxis)
            {
                Copy(axis + 1, source + (position * _sourceStrides[axis]), target + (i * _targetStrides[axis]), axis == 0 ? position : row);
            }
            else
            {
                run = Run(cut!, group * count, count, i);
                _source.Span.Slice(source + (position * _sourceStrides[axis]), run * _sourceStrides[axis])
                    .CopyTo(_target.AsSpan(target + (i * _targetStrides[axis])));
            }

            i += run;
        }
    }

    /// <summary>Copies single elements of four bytes, the usual case where a kernel is one element wide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pick(ReadOnlySpan<int> positions, int first, int source, int target)
    {
        var from = MemoryMarshal.Cast<byte, uint>(_source.Span[source..]);
        var to = MemoryMarshal.Cast<byte, uint>(_target.AsSpan(target));
        for (var i = 0; i < positions.Length; i++)
        {
            to[i] = from[positions[i] - first];
        }
    }

    private static void Clear(Span<byte> target, ReadOnlySpan<byte> zero)
    {
        target.Clear();
        for (var offset = 0; offset < target.Length && !zero.IsEmpty; offset += zero.Length)
        {
            zero.CopyTo(target[offset..]);
        }
    }

    private int Position(AxisCut? cut, int group, int count, int axis, int i) =>
        cut is null ? i : cut.Positions[(group * count) + i] - (group * _extents[axis]);

    /// <summary>How many consecutive positions from i on can be copied at once.</summary>
    private static int Run(AxisCut cut, int start, int count, int i)
    {
        var end = i + 1;
        while (end < count && cut.Positions[start + end] == cut.Positions[start + end - 1] + 1 && cut.Zeros?[start + end] != true)
        {
            end++;
        }

        return end - i;
    }
}
