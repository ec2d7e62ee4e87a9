using Upscale.Pruning.Inspection;

namespace Upscale.Cli;

/// <summary>What a model takes on disk.</summary>
internal static class ModelFileSize
{
    /// <summary>Bytes of the file, and of the weights where they lie outside it.</summary>
    public static long Of(string path, ModelFigures figures)
    {
        var length = new FileInfo(path).Length;
        return length < figures.ParameterBytes ? length + figures.ParameterBytes : length;
    }
}
