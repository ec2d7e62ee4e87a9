using System.Collections.Immutable;
using System.Text;
using Upscale.Onnx;
using Upscale.Pruning.Preparing;

namespace Upscale.Cli.Building;

/// <summary>What the channels of a model's outputs are called.</summary>
/// <param name="Path">The file that says so.</param>
/// <param name="Names">A label for each channel.</param>
internal sealed record LabelFile(string Path, ImmutableArray<string> Names)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file with one label a line; empty lines at its end are none.</summary>
    /// <exception cref="UpscaleException">UPS1511: the file cannot be read, is not UTF-8, or has no label.</exception>
    public static LabelFile Read(string path)
    {
        try
        {
            var lines = Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
            ImmutableArray<string> names = [.. lines[..(Array.FindLastIndex(lines, line => line.Length > 0) + 1)]];
            return names.Length > 0 ? new(path, names) : throw new UpscaleException("UPS1511", "there is no label in it. Write one label a line", path);
        }
        catch (DecoderFallbackException damage)
        {
            throw new UpscaleException("UPS1511", "the labels are not UTF-8. Save the file in that encoding", path, inner: damage);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpscaleException("UPS1511", $"the labels cannot be read: {failure.Message} Correct Labels, a path relative to the project", path, inner: failure);
        }
    }

    /// <summary>The labels of what is kept, where they name all channels of the one output that loses some.</summary>
    public LabelFile Of(ModelPreparation preparation) =>
        preparation.KeepOutputs is [var subset] && Names.Length > subset.Channels[^1] && Names.Length > subset.Channels.Length ? this with { Names = subset.Pick(Names) } : this;

    /// <summary>The channel axis of each output that has as many channels as there are labels.</summary>
    /// <returns>The axis by the output's name: the second one, where its size fits, else the last one.</returns>
    /// <exception cref="UpscaleException">UPS1512: there is no such output.</exception>
    public ImmutableDictionary<string, int> AxesIn(Model model)
    {
        var axes = model.Graph.Outputs
            .Select(output => (output.Name, Axis: AxisOf(output.DeclaredShape)))
            .Where(output => output.Axis >= 0)
            .ToImmutableDictionary(output => output.Name, output => output.Axis, StringComparer.Ordinal);
        return axes.Count > 0 ? axes : throw new UpscaleException(
            "UPS1512",
            $"the file has {Names.Length} labels, and no output has as many channels: {string.Join(", ", model.Graph.Outputs.Select(output => $"'{output.Name}' {output.DeclaredShape}"))}. Give one label a line for each channel",
            Path);
    }

    private int AxisOf(Shape? shape)
    {
        int[] candidates = shape is null ? [] : shape.Rank > 1 ? [1, shape.Rank - 1] : [shape.Rank - 1];
        return candidates.Where(axis => axis >= 0 && shape![axis].IsKnown && shape[axis].Size == Names.Length).DefaultIfEmpty(-1).First();
    }
}
