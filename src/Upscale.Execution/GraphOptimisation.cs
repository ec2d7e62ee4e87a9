namespace Upscale.Execution;

/// <summary>How far ONNX Runtime may rewrite a model before it runs.</summary>
public enum GraphOptimisation
{
    /// <summary>The nodes run as they are in the file.</summary>
    None,

    /// <summary>Everything that ONNX Runtime offers, as an application would run it.</summary>
    All,
}
