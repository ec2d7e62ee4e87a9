using System.Collections.Immutable;

namespace Upscale.Runtime;

/// <summary>What a generated class expects of its model.</summary>
public sealed class ModelSignature
{
    /// <summary>Describes a model.</summary>
    /// <param name="className">The generated class, for messages.</param>
    /// <param name="fileName">The model's file name beside the application.</param>
    /// <param name="inputs">Its inputs, in the order in which a <see cref="ModelCall"/> counts them.</param>
    /// <param name="outputs">Its outputs, in the order in which a <see cref="ModelCall"/> counts them.</param>
    public ModelSignature(string className, string fileName, ReadOnlySpan<TensorSignature> inputs, ReadOnlySpan<TensorSignature> outputs)
    {
        ClassName = className;
        FileName = fileName;
        Inputs = [.. inputs];
        Outputs = [.. outputs];
    }

    /// <summary>The generated class.</summary>
    public string ClassName { get; }

    /// <summary>The model's file name beside the application.</summary>
    public string FileName { get; }

    /// <summary>The model's inputs.</summary>
    public ImmutableArray<TensorSignature> Inputs { get; }

    /// <summary>The model's outputs.</summary>
    public ImmutableArray<TensorSignature> Outputs { get; }
}
