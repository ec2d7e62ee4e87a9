namespace Upscale.Generator.Signatures;

/// <summary>How an input or output holds its elements.</summary>
internal enum ValueForm
{
    /// <summary>A tensor.</summary>
    Tensor,

    /// <summary>A sequence of tensors.</summary>
    Sequence,

    /// <summary>A map to single elements.</summary>
    Map,

    /// <summary>A sequence of maps to single elements.</summary>
    SequenceOfMaps,
}
