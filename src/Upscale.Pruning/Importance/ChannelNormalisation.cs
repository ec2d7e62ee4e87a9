using Upscale.Onnx;

namespace Upscale.Pruning.Importance;

/// <summary>The BatchNormalization that makes a channel: its output has about the mean <paramref name="Shift"/> and the standard deviation |<paramref name="Scale"/>|.</summary>
/// <param name="Node">The BatchNormalization.</param>
/// <param name="Channel">Which of its channels.</param>
/// <param name="Scale">gamma.</param>
/// <param name="Shift">beta.</param>
/// <param name="Rectified">Whether negative values are cut off on the way to the reader.</param>
public readonly record struct ChannelNormalisation(Node Node, int Channel, float Scale, float Shift, bool Rectified)
{
    /// <summary>What holds for a channel that is read in both ways; null when they are made differently.</summary>
    internal static ChannelNormalisation? Common(ChannelNormalisation? left, ChannelNormalisation? right) =>
        left is { } one && right is { } other && one.Node == other.Node && one.Channel == other.Channel
            ? one with { Rectified = one.Rectified && other.Rectified }
            : null;
}
