using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;

namespace Upscale.Execution;

/// <summary>Finds ONNX Runtime: beside the program, or where the caller says.</summary>
/// <remarks>No other type of this assembly may be touched by a program that has to start without ONNX Runtime.</remarks>
public static class RuntimeLibrary
{
    private const string AssemblyName = "Microsoft.ML.OnnxRuntime";

    private static readonly Lock Starting = new();

    /// <summary>Makes the process use ONNX Runtime from given files. To be called once, before the first session.</summary>
    /// <param name="assembly">Path of Microsoft.ML.OnnxRuntime.dll; null or empty: the one beside the program.</param>
    /// <param name="native">Path of the native library; null or empty: the one that the runtime finds.</param>
    /// <exception cref="UpscaleException">UPS1403: a path names no file, or not ONNX Runtime.</exception>
    public static void UseFiles(string? assembly, string? native)
    {
        RequireFile(assembly);
        RequireFile(native);
        if (!string.IsNullOrEmpty(assembly))
        {
            var path = Path.GetFullPath(assembly);
            AssemblyLoadContext.Default.Resolving += (context, name) =>
                name.Name == AssemblyName ? context.LoadFromAssemblyPath(path) : null;
        }

        if (!string.IsNullOrEmpty(native))
        {
            var path = Path.GetFullPath(native);
            NativeLibrary.SetDllImportResolver(LoadAssembly(), (name, _, _) =>
                name.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase)
                && !name.Contains("extensions", StringComparison.OrdinalIgnoreCase)
                    ? NativeLibrary.Load(path)
                    : 0);
        }
    }

    /// <summary>Loads ONNX Runtime.</summary>
    /// <exception cref="UpscaleException">UPS1403: it is not there or does not load.</exception>
    public static void Load()
    {
        _ = LoadAssembly();
        try
        {
            Start();
        }
        catch (Exception failure) when (failure is TypeInitializationException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or MissingMemberException)
        {
            throw NotFound($"its native library does not load: {failure.GetBaseException().Message}", failure);
        }
    }

    private static Assembly LoadAssembly()
    {
        try
        {
            return Assembly.Load(AssemblyName);
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException)
        {
            throw NotFound($"{AssemblyName}.dll does not load: {failure.Message}", failure);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The environment lives as long as the process.")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Start()
    {
        lock (Starting)
        {
            if (!OrtEnv.IsCreated)
            {
                var options = new EnvironmentCreationOptions { logId = "upscale", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
                _ = OrtEnv.CreateInstanceWithOptions(ref options);
            }
        }
    }

    private static void RequireFile(string? path)
    {
        if (!string.IsNullOrEmpty(path) && !File.Exists(path))
        {
            throw NotFound($"there is no file '{path}'", null);
        }
    }

    private static UpscaleException NotFound(string reason, Exception? inner) => new(
        ErrorCodes.RuntimeNotFound,
        $"ONNX Runtime was not found: {reason}. Reference the package {AssemblyName} from the project, or do without verification and calibration data",
        inner: inner);
}
