using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;

namespace Upscale.Execution;

/// <summary>A model in ONNX Runtime, on the processor.</summary>
/// <remarks>Several threads may run it at once. Where ONNX Runtime may be missing, call <see cref="RuntimeLibrary.Load"/> before touching this type.</remarks>
public sealed class ModelSession : IDisposable
{
    /// <summary>Idle threads of one session would otherwise spin while another one is measured.</summary>
    private const string SpinningStops = "session.force_spinning_stop";

    private readonly InferenceSession _session;
    private readonly string? _file;

    private ModelSession(InferenceSession session, string? file)
    {
        _session = session;
        _file = file;
        InputNames = [.. session.InputNames];
        OutputNames = [.. session.OutputNames];
    }

    /// <summary>The inputs that a run must be given, in the model's order.</summary>
    public ImmutableArray<string> InputNames { get; }

    /// <summary>What a run returns, in the model's order.</summary>
    public ImmutableArray<string> OutputNames { get; }

    /// <summary>Hands a model to ONNX Runtime.</summary>
    /// <exception cref="UpscaleException">UPS1402: ONNX Runtime refuses the model; UPS1403: its native library does not load.</exception>
    public static ModelSession Open(Model model, SessionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        RuntimeLibrary.Load();
        using var options = Options(settings);
        try
        {
            return new(SessionSource.Open(model, options), model.Path);
        }
        catch (OnnxRuntimeException failure)
        {
            throw DoesNotRun("does not load", failure, model.Path);
        }
    }

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">A tensor per name of <see cref="InputNames"/>; their bytes are read in place.</param>
    /// <returns>Data per name of <see cref="OutputNames"/>.</returns>
    /// <exception cref="UpscaleException">UPS1402: ONNX Runtime fails; UPS1404: an output is neither a tensor nor made of tensors.</exception>
    public ImmutableDictionary<string, OutputData> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        using var call = Prepare(inputs);
        try
        {
            using var results = call.Outputs();
            return OutputNames.Zip(results, Read).ToImmutableDictionary(output => output.Values.Name, StringComparer.Ordinal);
        }
        catch (OnnxRuntimeException failure)
        {
            throw DoesNotRun("does not run", failure, _file);
        }
    }

    /// <summary>Puts inputs in place for many runs.</summary>
    /// <param name="inputs">As for <see cref="Run"/>.</param>
    public PreparedRun Prepare(IReadOnlyDictionary<string, Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new(_session, InputNames, OutputNames, inputs);
    }

    /// <summary>Writes the times of all nodes of all runs, for a session with <see cref="SessionSettings.ProfilePrefix"/>.</summary>
    /// <returns>The file that has them.</returns>
    public string EndProfiling() => _session.EndProfiling();

    public void Dispose() => _session.Dispose();

    private static SessionOptions Options(SessionSettings settings)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            GraphOptimizationLevel = settings.Optimisation == GraphOptimisation.None
                ? GraphOptimizationLevel.ORT_DISABLE_ALL
                : GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        options.AddSessionConfigEntry(SpinningStops, "1");
        if (settings.ProfilePrefix is { } prefix)
        {
            options.ProfileOutputPathPrefix = prefix;
            options.EnableProfiling = true;
        }

        return options;
    }

    private OutputData Read(string name, OrtValue value)
    {
        try
        {
            return OutputReader.Read(name, value);
        }
        catch (NotSupportedException obstacle)
        {
            throw new UpscaleException(
                ErrorCodes.CannotBeVerified, $"the output '{name}' cannot be compared: {obstacle.Message}; switch verification off for this model", _file, inner: obstacle);
        }
    }

    private static UpscaleException DoesNotRun(string what, OnnxRuntimeException failure, string? file) => new(
        ErrorCodes.DoesNotRun,
        $"the model {what} in ONNX Runtime: {failure.Message.Trim()} Check that the original model runs there, or switch verification off",
        file,
        inner: failure);
}
