using Upscale.Generator.Signatures;

namespace Upscale.Generator.Naming;

/// <summary>The names that generated code uses for one input or output.</summary>
/// <param name="Tensor">The input or output.</param>
/// <param name="Kind">"input" or "output".</param>
/// <param name="Index">Its place among the model's inputs or outputs.</param>
/// <param name="Stem">The start of its constants' names; an output's property in the result.</param>
/// <param name="Parameter">The parameter that stands for it, without @.</param>
/// <param name="Sizes">For each axis the parameter that gives its size; null where the size is known.</param>
internal sealed record TensorMember(TensorSignature Tensor, string Kind, int Index, string Stem, string Parameter, IReadOnlyList<string?> Sizes)
{
    public static readonly IReadOnlyList<string> Suffixes = ["Name", "Length", "Shape", "Order", "Labels", "OrderTable"];

    public string NameConstant => Stem + Suffixes[0];

    public string LengthConstant => Stem + Suffixes[1];

    public string ShapeConstant => Stem + Suffixes[2];

    public string OrderConstant => Stem + Suffixes[3];

    public string LabelsConstant => Stem + Suffixes[4];

    /// <summary>The field behind <see cref="OrderConstant"/>.</summary>
    public string OrderTable => Stem + Suffixes[5];
}
