namespace Upscale.Cli.Caching;

/// <summary>Keeps other processes from making the same entry; the system ends it with the process.</summary>
internal sealed class CacheLock : IDisposable
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private CacheLock(FileStream file) => _file = file;

    /// <summary>Waits for a lock.</summary>
    /// <param name="path">An empty file, made where it is missing.</param>
    /// <param name="patience">How long to wait while another holds it.</param>
    /// <returns>Null when it stayed taken, or when no lock can be made there: the work can be done twice, but not wrongly.</returns>
    public static CacheLock? Acquire(string path, TimeSpan patience)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            catch (IOException failure) when (IsTaken(failure) && Environment.TickCount64 < deadline)
            {
                Thread.Sleep(Pause);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool IsTaken(IOException failure) => failure.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock;
}
