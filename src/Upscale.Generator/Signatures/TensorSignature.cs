using Upscale.Generator.Collections;

namespace Upscale.Generator.Signatures;

/// <summary>An input or output of the model.</summary>
internal sealed record TensorSignature(string Name, ElementKind Element, EquatableArray<Dimension> Dimensions, ChannelOrder? Order)
{
    public bool IsStatic => Dimensions.All(dimension => !dimension.IsFree);

    /// <summary>Number of values; null when it depends on the call or exceeds 64 bits.</summary>
    public long? Length
    {
        get
        {
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

    public string Shape => "[" + string.Join(",", Dimensions) + "]";
}
