using Upscale.Build.Items;

namespace Upscale.Build.Requests;

/// <summary>Whether the files made of a model are as new as what they were made from.</summary>
internal static class Freshness
{
    /// <summary>Compares times as MSBuild does.</summary>
    /// <param name="request">Its request file must be up to date.</param>
    public static bool IsStale(ModelRequest request)
    {
        if (request.Outputs.Written.Any(output => !File.Exists(output.Value)))
        {
            return true;
        }

        DateTime written = File.GetLastWriteTimeUtc(request.Outputs.Product);
        return Inputs(request).Any(input => File.GetLastWriteTimeUtc(input) > written);
    }

    private static IEnumerable<string> Inputs(ModelRequest request)
    {
        yield return request.Source;
        yield return request.Outputs.Request;
        foreach (string input in request.Inputs)
        {
            yield return input;
        }

        foreach (NamedValue option in request.Options)
        {
            if (option.Key is "Plan" or "Profile" or "Labels" && File.Exists(option.Value))
            {
                yield return option.Value;
            }
        }

        foreach (string part in Directory.EnumerateFiles(Path.GetDirectoryName(request.ToolAssembly)!, "*.dll"))
        {
            yield return part;
        }
    }
}
