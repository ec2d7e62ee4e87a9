using Upscale.Generator.Collections;

namespace Upscale.Generator.Signatures;

/// <summary>A name for each channel of an output, along <c>Axis</c>.</summary>
internal sealed record ChannelLabels(int Axis, EquatableArray<string> Names);
