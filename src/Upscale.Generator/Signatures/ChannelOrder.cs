using Upscale.Generator.Collections;

namespace Upscale.Generator.Signatures;

/// <summary>Where an output's channels lie after pruning: <c>Table[logical] = physical</c> along <c>Axis</c>.</summary>
internal sealed record ChannelOrder(int Axis, EquatableArray<int> Table)
{
    public bool FitsUInt16 => Table.Count <= ushort.MaxValue + 1;
}
