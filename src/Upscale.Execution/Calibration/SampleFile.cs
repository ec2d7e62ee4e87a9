using System.Collections.Immutable;
using System.IO.Compression;
using Upscale.Onnx;

namespace Upscale.Execution.Calibration;

/// <summary>An open calibration file: one array for each input of the model.</summary>
internal sealed class SampleFile : IDisposable
{
    // What the deflate format can expand one byte to; more is a lie of the archive's directory.
    private const long LargestExpansion = 1032;

    private readonly CalibrationSource _source;
    private readonly List<IDisposable> _open = [];
    private readonly List<SampleArray> _arrays = [];

    private SampleFile(CalibrationSource source) => _source = source;

    /// <summary>Opens a file and reads its headers.</summary>
    /// <exception cref="UpscaleException">UPS1701: it cannot be opened; UPS1702 to UPS1704.</exception>
    public static SampleFile Open(string path, Model model)
    {
        var file = new SampleFile(new(path));
        try
        {
            file.ReadHeaders(model.Graph.Inputs);
            return file;
        }
        catch (Exception failure)
        {
            file.Dispose();
            throw failure switch
            {
                InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException => file._source.Damaged("it is not a .npz archive that can be read", failure),
                IOException or UnauthorizedAccessException => new UpscaleException(
                    ErrorCodes.CalibrationNotFound, $"the calibration file cannot be read: {failure.Message}", path, inner: failure),
                _ => failure,
            };
        }
    }

    /// <summary>Inputs of one run after the other; samples are read as they are asked for.</summary>
    /// <exception cref="UpscaleException">UPS1702: the file ends before its last sample.</exception>
    public IEnumerable<ImmutableDictionary<string, Tensor>> Runs()
    {
        var batched = _arrays.Where(array => array.HasBatch).ToArray();
        var whole = _arrays.Where(array => !array.HasBatch).Select(array => array.Read(1)).ToArray();
        var runs = batched.Length == 0 ? 1 : batched[0].Runs;
        var atOnce = batched.Length == 0 ? 1 : batched.Min(array => array.RunsAtOnce);
        for (var start = 0L; start < runs; start += atOnce)
        {
            var count = Math.Min(atOnce, runs - start);
            yield return batched.Select(array => array.Read(count)).Concat(whole)
                .ToImmutableDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        }
    }

    public void Dispose()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            _open[i].Dispose();
        }
    }

    private void ReadHeaders(IReadOnlyList<Value> inputs)
    {
        var stream = Keep(new FileStream(_source.File, FileMode.Open, FileAccess.Read, FileShare.Read));
        if (HasExtension(".npz"))
        {
            ReadArchive(Keep(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true)), inputs);
        }
        else
        {
            var input = inputs.Count == 1 ? inputs[0] : throw _source.Unfit(
                $"it holds one array, the model has the inputs {string.Join(", ", inputs.Select(value => value.Name))}; store an array for each in a .npz file");
            var header = HasExtension(".npy") ? NpyHeader.Read(stream, stream.Length, _source) : RawHeader(input, stream.Length);
            _arrays.Add(new(stream, header, _source, input));
        }

        if (_arrays.Where(array => array.HasBatch).Select(array => array.Runs).Distinct().Count() > 1)
        {
            throw _source.Unfit("its arrays hold different numbers of samples");
        }
    }

    private void ReadArchive(ZipArchive archive, IReadOnlyList<Value> inputs)
    {
        foreach (var input in inputs)
        {
            var entry = archive.GetEntry($"{input.Name}.npy") ?? archive.GetEntry(input.Name)
                ?? (inputs.Count == 1 && archive.Entries.Count == 1 ? archive.Entries[0] : null)
                ?? throw _source.Unfit($"it has no array '{input.Name}'");
            var source = _source with { Array = Path.ChangeExtension(entry.FullName, null) };
            if (entry.Length / LargestExpansion > entry.CompressedLength)
            {
                throw source.Damaged($"{entry.CompressedLength} compressed bytes cannot hold {entry.Length}");
            }

            var stream = Keep(entry.Open());
            _arrays.Add(new(stream, NpyHeader.Read(stream, entry.Length, source), source, input));
        }
    }

    /// <summary>Bytes alone say nothing of themselves: they are float32 samples of the input's shape.</summary>
    private NpyHeader RawHeader(Value input, long length)
    {
        var known = input.DeclaredShape is { Rank: > 1 } shape ? shape.Skip(1).ToArray() : null;
        if (known is null || known.Any(dim => !dim.IsKnown) || new Shape(known).ElementCount is not (> 0 and < long.MaxValue / sizeof(float) and var elements))
        {
            throw _source.Unfit($"the input '{input.Name}' is {input.DeclaredShape}, which does not say how many values a sample has; store a .npy file");
        }

        return length > 0 && length % (elements * sizeof(float)) == 0
            ? new(ElementType.Float, [length / (elements * sizeof(float)), .. known.Select(dim => dim.Size)])
            : throw _source.Unfit($"its {length} bytes are not float32 samples of {elements} values each");
    }

    private bool HasExtension(string extension) => Path.GetExtension(_source.File).Equals(extension, StringComparison.OrdinalIgnoreCase);

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _open.Add(part);
        return part;
    }
}
