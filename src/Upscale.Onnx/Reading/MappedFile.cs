using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Upscale.Onnx;

/// <summary>A read-only mapping of a whole file, handed out in slices.</summary>
internal sealed unsafe class MappedFile
{
    private readonly byte* _start;

    // Never unmapped: spans on the mapping may outlive every managed reference to it.
    private MappedFile(MemoryMappedViewAccessor view, long length)
    {
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += view.PointerOffset;
        Length = length;
    }

    private MappedFile()
    {
    }

    public long Length { get; }

    /// <summary>Maps a file; nothing is read yet.</summary>
    /// <exception cref="IOException">The file is missing or cannot be mapped.</exception>
    public static MappedFile Open(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (file.Length == 0)
        {
            return new MappedFile();
        }

        using var mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedFile(mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), file.Length);
    }

    /// <summary>Bytes <paramref name="offset"/> to <paramref name="offset"/> + <paramref name="length"/>, which must lie within the file.</summary>
    public ReadOnlyMemory<byte> Slice(long offset, int length) => new View(_start + offset, length).Memory;

    private sealed class View(byte* start, int length) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new(start, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
