using Upscale.Generator.Collections;

namespace Upscale.Generator.Signatures;

/// <summary>An input or output of the model.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Dimensions">Its shape; empty for what is no tensor.</param>
/// <param name="Order">Where its channels lie; null when they lie in order.</param>
/// <param name="Labels">What its channels are called; null when nothing says so.</param>
internal sealed record TensorSignature(
    string Name, ValueKind Kind, EquatableArray<Dimension> Dimensions, ChannelOrder? Order, ChannelLabels? Labels)
{
    /// <summary>Whether its channels are in the order of the pruned models, as another model gives or takes them.</summary>
    public bool IsPhysical { get; init; }

    public ElementKind Element => Kind.Element;

    public bool IsTensor => Kind.Form == ValueForm.Tensor;

    public bool IsStatic => Dimensions.All(dimension => !dimension.IsFree);

    /// <summary>Number of values; null when it depends on the call or exceeds 64 bits.</summary>
    public long? Length
    {
        get
        {
            if (!IsTensor)
            {
                return null;
            }

            decimal length = 1;
            foreach (Dimension dimension in Dimensions)
            {
                if (dimension.Size is not long size || length > long.MaxValue)
                {
                    return null;
                }

                length *= size;
            }

            return length > long.MaxValue ? null : (long)length;
        }
    }

    public string Shape => IsTensor ? "[" + string.Join(",", Dimensions) + "]" : Kind.Form switch
    {
        ValueForm.Sequence => "a sequence of tensors",
        ValueForm.Map => "a map",
        _ => "a map for each item",
    };
}
