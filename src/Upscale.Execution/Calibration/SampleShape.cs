using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Execution.Calibration;

/// <summary>How an array divides into what the model takes at a time.</summary>
/// <param name="HasBatch">Whether the first axis counts samples.</param>
/// <param name="Sample">Sizes without that axis.</param>
/// <param name="RowsPerRun">Samples that one run takes: the model's batch size where it is fixed, else 1.</param>
/// <param name="Runs">How many runs the array is good for.</param>
internal sealed record SampleShape(bool HasBatch, long[] Sample, long RowsPerRun, long Runs)
{
    /// <returns>null when the array does not fit the input's declared shape.</returns>
    public static SampleShape? Batched(Value input, ImmutableArray<long> dims)
    {
        if (input.DeclaredShape is not { Rank: > 1 } shape)
        {
            return input.DeclaredShape is null || Fits(input.DeclaredShape, 0, dims) ? new(false, [.. dims], 1, 1) : null;
        }

        var batch = shape[0].IsKnown ? shape[0].Size : 1;
        if (dims.Length == shape.Rank - 1 && batch == 1 && Fits(shape, 1, dims))
        {
            return new(true, [.. dims], 1, 1);
        }

        return dims.Length == shape.Rank && batch > 0 && Fits(shape, 1, dims[1..]) && dims[0] % batch == 0
            ? new(true, [.. dims.Skip(1)], batch, dims[0] / batch)
            : null;
    }

    private static bool Fits(Shape shape, int from, ImmutableArray<long> dims)
    {
        var fits = dims.Length == shape.Rank - from;
        for (var axis = 0; fits && axis < dims.Length; axis++)
        {
            fits = !shape[axis + from].IsKnown || shape[axis + from].Size == dims[axis];
        }

        return fits;
    }
}
