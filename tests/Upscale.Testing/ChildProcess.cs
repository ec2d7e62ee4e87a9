using System.Diagnostics;

namespace Upscale.Testing;

/// <summary>A program to run to its end, without standard input.</summary>
public sealed record ChildProcess(string Program, params IReadOnlyList<string> Arguments)
{
    public string WorkingDirectory { get; init; } = Path.GetTempPath();

    /// <summary>Variables set for the process; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The dotnet host that runs the tests, with these arguments.</summary>
    public static ChildProcess Dotnet(params IReadOnlyList<string> arguments) =>
        new(System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

    /// <exception cref="TimeoutException">The process and its children were ended after <see cref="Timeout"/>.</exception>
    public ChildProcessResult Run() => RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run"/>
    public async Task<ChildProcessResult> RunAsync()
    {
        using var process = Process.Start(StartInfo()) ?? throw new InvalidOperationException($"'{Program}' did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{Program} {string.Join(' ', Arguments)}' ran longer than {Timeout}.\n{await output}{await error}");
        }

        return new(process.ExitCode, await output, await error);
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
