namespace Upscale.Runtime;

/// <summary>Keeps the buffers of finished runs for later ones, as many as there are processors.</summary>
internal sealed class RunBufferPool : IDisposable
{
    private readonly RunBuffers?[] _free = new RunBuffers?[Environment.ProcessorCount];

    public RunBuffers? TryTake()
    {
        foreach (ref RunBuffers? slot in _free.AsSpan())
        {
            if (Interlocked.Exchange(ref slot, null) is RunBuffers buffers)
            {
                return buffers;
            }
        }

        return null;
    }

    /// <summary>Keeps the buffers, or disposes them when they are of no use or there are enough.</summary>
    public void Return(RunBuffers buffers)
    {
        buffers.Clear();
        if (buffers.IsReusable)
        {
            foreach (ref RunBuffers? slot in _free.AsSpan())
            {
                if (Interlocked.CompareExchange(ref slot, buffers, null) is null)
                {
                    return;
                }
            }
        }

        buffers.Dispose();
    }

    /// <summary>Disposes the kept buffers; none may be in use.</summary>
    public void Dispose()
    {
        while (TryTake() is RunBuffers buffers)
        {
            buffers.Dispose();
        }
    }
}
