namespace Upscale.Runtime;

/// <summary>Counts the runs in flight, so that disposal waits for the last one without blocking.</summary>
internal sealed class UseCount
{
    private int _users = 1;
    private int _closed;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Starts a use.</summary>
    /// <returns>False once closed.</returns>
    public bool TryEnter()
    {
        while (!IsClosed)
        {
            int users = Volatile.Read(ref _users);
            if (users > 0 && Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends a use.</summary>
    /// <returns>Whether it was the last one after closing: the caller must release what was used.</returns>
    public bool Exit() => Interlocked.Decrement(ref _users) == 0;

    /// <summary>Lets no new use start.</summary>
    /// <returns>Whether nothing is in use: the caller must release it.</returns>
    public bool Close() => Interlocked.Exchange(ref _closed, 1) == 0 && Exit();
}
