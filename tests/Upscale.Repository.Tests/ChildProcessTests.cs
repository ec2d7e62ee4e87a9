namespace Upscale.Repository.Tests;

public sealed class ChildProcessTests
{
    [Fact]
    public void A_process_that_fails_leaves_its_exit_code_and_its_streams()
    {
        var result = ChildProcess.Dotnet("no-such-command-exists").Run();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("no-such-command-exists", result.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_takes_too_long_is_ended()
    {
        var process = ChildProcess.Dotnet("--info") with { Timeout = TimeSpan.Zero };

        Assert.Throws<TimeoutException>(process.Run);
    }
}
