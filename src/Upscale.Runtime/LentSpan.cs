using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Upscale.Runtime;

/// <summary>Memory of the caller's that a run uses for an input or output.</summary>
/// <param name="index">The input's or output's place in the signature; -1: none.</param>
/// <param name="bytes">The memory.</param>
internal readonly ref struct LentSpan(int index, Span<byte> bytes)
{
    /// <summary>The input's or output's place in the signature; -1: none.</summary>
    public int Index { get; } = index;

    /// <summary>The memory.</summary>
    public Span<byte> Bytes { get; } = bytes;

    /// <summary>Nothing is lent.</summary>
    public static LentSpan None => new(-1, default);

    /// <summary>Lends values, which are only read.</summary>
    public static LentSpan Of<T>(int index, ReadOnlySpan<T> values) => Of(index, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(values), values.Length));

    /// <summary>Lends memory.</summary>
    public static LentSpan Of<T>(int index, Span<T> memory) =>
        new(index, MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(memory)), checked(memory.Length * Unsafe.SizeOf<T>())));

    /// <summary>Whether it is the memory of a span.</summary>
    public bool Is<T>(Span<T> memory) =>
        Bytes.Length == memory.Length * Unsafe.SizeOf<T>() && Unsafe.AreSame(ref MemoryMarshal.GetReference(Bytes), ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(memory)));
}
