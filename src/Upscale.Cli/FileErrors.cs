using Upscale.Onnx;

namespace Upscale.Cli;

/// <summary>Says which file an error is about.</summary>
internal static class FileErrors
{
    /// <summary>Runs an action on a file.</summary>
    /// <exception cref="UpscaleException">The action's own, attributed to the file unless it names another.</exception>
    public static T Attribute<T>(string file, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (UpscaleException failure) when (failure.File is null)
        {
            throw failure.WithFile(file);
        }
    }
}
