using System.Runtime.InteropServices;
using Upscale.Onnx;

namespace Upscale.Execution.Calibration;

/// <summary>One array of a calibration file, read batch by batch for one input of the model.</summary>
internal sealed class SampleArray
{
    // Whatever the file claims, no more than this is read at once, unless one sample alone is larger.
    private const long BytesAtOnce = 1 << 26;
    private const long MostSamplesAtOnce = 8;

    private readonly Stream _stream;
    private readonly CalibrationSource _source;
    private readonly Value _input;
    private readonly ElementType _stored;
    private readonly long[] _sample;
    private readonly long _rows;

    /// <param name="stream">Stands at the first element.</param>
    /// <param name="header">Its type and sizes.</param>
    /// <param name="source">For messages.</param>
    /// <param name="input">The input that it is for.</param>
    /// <exception cref="UpscaleException">UPS1704: sizes or types that the input does not take.</exception>
    public SampleArray(Stream stream, NpyHeader header, CalibrationSource source, Value input)
    {
        _stream = stream;
        _source = source;
        _input = input;
        _stored = header.ElementType;
        if (input.ElementType != _stored && input.ElementType is not (ElementType.Float or ElementType.Double or ElementType.Float16))
        {
            throw source.Unfit($"the input '{input.Name}' takes {input.ElementType}, the file holds {_stored}");
        }

        var batched = SampleShape.Batched(input, header.Dims) ?? throw source.Unfit(
            $"the input '{input.Name}' is {input.DeclaredShape}, the file holds [{string.Join(',', header.Dims)}]; store one sample or a batch of them on the first axis");
        (_sample, _rows, Runs) = (batched.Sample, batched.RowsPerRun, batched.Runs);
        HasBatch = batched.HasBatch;
        if (Runs == 0 || _sample.Contains(0))
        {
            throw source.Unfit("it holds no sample");
        }
    }

    /// <summary>Whether the first axis counts samples; otherwise every run takes the whole array.</summary>
    public bool HasBatch { get; }

    /// <summary>How often the model can run on it, one sample at a time or as many as its fixed batch size says.</summary>
    public long Runs { get; }

    /// <summary>How many runs may be joined, with the samples of all of them in memory.</summary>
    public long RunsAtOnce => _rows > 1 || _input.DeclaredShape is not { Rank: > 1 } shape || shape[0].IsKnown
        ? 1
        : Math.Clamp(BytesAtOnce / (Elements(_sample) * _stored.ByteSize()), 1, MostSamplesAtOnce);

    /// <summary>Reads the samples of the next runs.</summary>
    /// <exception cref="UpscaleException">UPS1702: the file ends before.</exception>
    public Tensor Read(long runs)
    {
        long[] dims = HasBatch ? [_rows * runs, .. _sample] : _sample;
        var bytes = new byte[checked(Elements(dims) * _stored.ByteSize())];
        _source.ReadExactly(_stream, bytes);
        return Tensor.FromBytes(_input.Name, _input.ElementType, dims, _input.ElementType == _stored ? bytes : Converted(bytes));
    }

    private static long Elements(long[] dims) => dims.Aggregate(1L, (product, dim) => checked(product * dim));

    private byte[] Converted(byte[] bytes) => _stored switch
    {
        ElementType.Float => Converted<float>(bytes),
        ElementType.Double => Converted<double>(bytes),
        _ => Converted<byte>(bytes),
    };

    private byte[] Converted<T>(byte[] bytes)
        where T : unmanaged, System.Numerics.INumberBase<T> => _input.ElementType switch
        {
            ElementType.Float => Converted<T, float>(bytes),
            ElementType.Double => Converted<T, double>(bytes),
            _ => Converted<T, Half>(bytes),
        };

    private static byte[] Converted<TFrom, TTo>(byte[] bytes)
        where TFrom : unmanaged, System.Numerics.INumberBase<TFrom>
        where TTo : unmanaged, System.Numerics.INumberBase<TTo>
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(bytes);
        var to = new TTo[from.Length];
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = TTo.CreateSaturating(from[i]);
        }

        return MemoryMarshal.AsBytes<TTo>(to).ToArray();
    }
}
