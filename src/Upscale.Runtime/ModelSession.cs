using System.Reflection;
using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>A loaded model with the buffers of its runs; what a generated class holds.</summary>
/// <remarks>
/// Thread safe. Each run in flight has buffers of its own; as many as there are processors are kept for later runs.
/// After disposal, runs in flight finish and new ones throw.
/// </remarks>
public sealed class ModelSession : IDisposable
{
    private const string CpuMemory = "Cpu";

    private readonly InferenceSession _session;
    private readonly bool _ownsSession;
    private readonly bool _bindsOnce;
    private readonly RunBufferPool _pool = new();
    private readonly UseCount _uses = new();

    private ModelSession(InferenceSession session, bool ownsSession, ModelSignature signature, string source)
    {
        _session = session;
        _ownsSession = ownsSession;
        Signature = signature;
        try
        {
            SignatureCheck.Require(session, signature, source);
            using IDisposableReadOnlyCollection<OrtMemoryInfo> memory = session.GetMemoryInfosForInputs();
            _bindsOnce = memory.All(info => info.Name == CpuMemory);
        }
        catch
        {
            DisposeOwned();
            throw;
        }
    }

    /// <summary>What the generated class expects of the model.</summary>
    public ModelSignature Signature { get; }

    /// <summary>ONNX Runtime's session; this object disposes it, unless it is shared.</summary>
    /// <exception cref="ObjectDisposedException">This object is disposed.</exception>
    public InferenceSession InferenceSession
    {
        get
        {
            ObjectDisposedException.ThrowIf(_uses.IsClosed, this);
            return _session;
        }
    }

    /// <summary>Loads the model that lies beside the application.</summary>
    /// <param name="signature">What the model must have; its file name is looked for.</param>
    /// <param name="options">Execution providers, threads and the like; null for the defaults. They stay the caller's to dispose.</param>
    /// <exception cref="FileNotFoundException">There is no such file; the message says where it was looked for and what to do.</exception>
    /// <exception cref="InvalidDataException">It is another model.</exception>
    public static ModelSession Find(ModelSignature signature, SessionOptions? options)
    {
        string path = Path.Combine(AppContext.BaseDirectory, signature.FileName);
        return File.Exists(path)
            ? Load(signature, path, options)
            : throw new FileNotFoundException(
                $"The model of class {signature.ClassName} was not found: there is no '{path}'. The build copies it to the output folder; "
                + "deploy it beside the application, or pass its path to the constructor.",
                path);
    }

    /// <summary>Loads the model from a file.</summary>
    /// <param name="signature">What the model must have.</param>
    /// <param name="modelPath">The file.</param>
    /// <param name="options">Execution providers, threads and the like; null for the defaults. They stay the caller's to dispose.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is another model.</exception>
    public static ModelSession Load(ModelSignature signature, string modelPath, SessionOptions? options)
    {
        ArgumentNullException.ThrowIfNull(modelPath);
        if (!File.Exists(modelPath))
        {
            throw new FileNotFoundException(
                $"The model of class {signature.ClassName} was not found: there is no '{Path.GetFullPath(modelPath)}'.", modelPath);
        }

        InferenceSession session = options is null ? new InferenceSession(modelPath) : new InferenceSession(modelPath, options);
        return new ModelSession(session, ownsSession: true, signature, $"'{modelPath}'");
    }

    /// <summary>Loads the model from memory.</summary>
    /// <param name="signature">What the model must have.</param>
    /// <param name="model">The bytes of the model file.</param>
    /// <param name="options">Execution providers, threads and the like; null for the defaults. They stay the caller's to dispose.</param>
    /// <exception cref="InvalidDataException">It is another model.</exception>
    public static ModelSession Load(ModelSignature signature, byte[] model, SessionOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Load(signature, model, options, "The model in memory");
    }

    /// <summary>Loads the model that is a resource of an assembly.</summary>
    /// <param name="signature">What the model must have.</param>
    /// <param name="assembly">The assembly.</param>
    /// <param name="resourceName">The resource.</param>
    /// <param name="options">Execution providers, threads and the like; null for the defaults. They stay the caller's to dispose.</param>
    /// <exception cref="InvalidDataException">There is no such resource, or it is another model.</exception>
    public static ModelSession LoadResource(ModelSignature signature, Assembly assembly, string resourceName, SessionOptions? options)
    {
        using Stream resource = assembly.GetManifestResourceStream(resourceName)
            ?? throw new InvalidDataException(
                $"The model of class {signature.ClassName} was not found: assembly {assembly.GetName().Name} has no resource '{resourceName}'. "
                + "The build embeds it where its PrunedModel item says Embed; rebuild the project.");
        byte[] model = GC.AllocateUninitializedArray<byte>(checked((int)resource.Length));
        resource.ReadExactly(model);
        return Load(signature, model, options, $"The resource '{resourceName}'");
    }

    /// <summary>Runs a session that others use too; it stays the caller's to dispose, after this object.</summary>
    /// <param name="signature">What the model must have.</param>
    /// <param name="session">The loaded model.</param>
    /// <exception cref="InvalidDataException">It is another model.</exception>
    public static ModelSession Share(ModelSignature signature, InferenceSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new ModelSession(session, ownsSession: false, signature, "The given session");
    }

    /// <summary>Starts a call, which must be disposed exactly once.</summary>
    /// <returns>The call, with buffers that no other call uses.</returns>
    /// <exception cref="ObjectDisposedException">This object is disposed.</exception>
    public ModelCall Begin()
    {
        ObjectDisposedException.ThrowIf(!_uses.TryEnter(), this);
        try
        {
            return new ModelCall(this, _pool.TryTake() ?? new RunBuffers(_session, Signature, _bindsOnce));
        }
        catch
        {
            Exit();
            throw;
        }
    }

    /// <summary>Unloads the model as soon as no call is in flight.</summary>
    public void Dispose()
    {
        if (_uses.Close())
        {
            Release();
        }
    }

    internal void End(RunBuffers buffers)
    {
        _pool.Return(buffers);
        Exit();
    }

    private static ModelSession Load(ModelSignature signature, byte[] model, SessionOptions? options, string source)
    {
        InferenceSession session = options is null ? new InferenceSession(model) : new InferenceSession(model, options);
        return new ModelSession(session, ownsSession: true, signature, source);
    }

    private void Exit()
    {
        if (_uses.Exit())
        {
            Release();
        }
    }

    private void Release()
    {
        _pool.Dispose();
        DisposeOwned();
    }

    private void DisposeOwned()
    {
        if (_ownsSession)
        {
            _session.Dispose();
        }
    }
}
