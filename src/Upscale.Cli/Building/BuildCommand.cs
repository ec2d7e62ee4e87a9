using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Upscale.Execution;
using Upscale.Onnx;

namespace Upscale.Cli.Building;

/// <summary><c>upscale build --request FILE</c>: all models of a project, as the MSBuild task asks for them.</summary>
internal static class BuildCommand
{
    private const int MostAtOnce = 4;

    /// <summary>The command, for the command line's parser.</summary>
    public static Command Create()
    {
        var request = new Option<FileInfo>("--request")
        {
            Description = "The request file that the MSBuild task wrote.",
            HelpName = "file",
            Required = true,
        };
        var command = new Command("build", "Build the models of a project; started by MSBuild.") { request };
        command.SetAction(parsed =>
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            return Run(parsed.GetRequiredValue(request).FullName, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    /// <summary>Builds every model of a request; one that fails does not keep the others from being built.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="UpscaleException">UPS1610: the request; UPS1403: the request names files of ONNX Runtime that do not exist.</exception>
    public static int Run(string requestPath, TextWriter output, TextWriter error)
    {
        var request = BuildRequestReader.Read(requestPath);
        RuntimeLibrary.UseFiles(request.OnnxRuntimeAssembly, request.OnnxRuntimeLibrary);
        var runtime = new Lazy<bool>(LoadRuntime);
        var lines = new ImmutableArray<string>[request.Models.Length];
        Array.Fill(lines, []);
        var failures = new UpscaleException?[request.Models.Length];
        var isMeasured = request.Models.Any(model => model.IsMeasured);
        var degree = new ParallelOptions { MaxDegreeOfParallelism = isMeasured ? 1 : Math.Min(Environment.ProcessorCount, MostAtOnce) };
        foreach (var round in BuildOrder.Of(request.Models))
        {
            Parallel.ForEach(round, degree, index =>
            {
                try
                {
                    lines[index] = ModelBuild.Run(request.Models[index], runtime);
                }
                catch (UpscaleException failure)
                {
                    failures[index] = failure.File is null ? failure.WithFile(request.Models[index].Source) : failure;
                }
            });
        }

        foreach (var line in lines.SelectMany(line => line))
        {
            output.WriteLine(line);
        }

        foreach (var failure in failures.OfType<UpscaleException>())
        {
            error.WriteLine(failure.ToDiagnostic());
        }

        return Array.TrueForAll(failures, failure => failure is null) ? ExitCodes.Success : ExitCodes.BadInput;
    }

    private static bool LoadRuntime()
    {
        RuntimeLibrary.Load();
        return true;
    }
}
