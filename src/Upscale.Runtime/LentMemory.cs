namespace Upscale.Runtime;

/// <summary>Decides run by run whether ONNX Runtime uses the caller's memory for a tensor or ours.</summary>
/// <remarks>
/// To bind another address allocates, so memory is borrowed only when it is given twice in a row, and no longer after a number of changes:
/// callers that give the same memory again and again save the copy, and all others allocate nothing.
/// </remarks>
internal struct LentMemory
{
    /// <summary>Below this, copying costs less than 1 µs.</summary>
    public const int LeastBytes = 16 * 1024;

    private const int MostChanges = 16;

    private nint _last;
    private int _changes;

    /// <summary>The caller's address that the tensor is bound to; 0: our memory.</summary>
    public nint Address { get; private set; }

    /// <summary>Chooses the memory of the next run.</summary>
    /// <param name="offered">Where the caller's memory is; 0: none.</param>
    /// <returns>Whether <see cref="Address"/> changed, so that the tensor must be bound again.</returns>
    public bool Choose(nint offered)
    {
        nint wanted = offered == Address || (offered == _last && _changes < MostChanges) ? offered : 0;
        _last = offered;
        if (wanted == Address)
        {
            return false;
        }

        Address = wanted;
        _changes++;
        return true;
    }
}
