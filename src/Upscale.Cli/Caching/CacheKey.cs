using System.Security.Cryptography;
using System.Text;
using Upscale.Cli.Building;

namespace Upscale.Cli.Caching;

/// <summary>Everything that a pruned model depends on, as one hash: contents, not places, so that projects and folders may differ.</summary>
internal sealed class CacheKey : IDisposable
{
    private const string Format = "upscale-cache 1";

    /// <summary>These say what is made of the file, not what is in it.</summary>
    private static readonly string[] Names = ["ClassName", "Namespace", "Link", "Labels", "Embed", "Resource"];

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private CacheKey()
    {
    }

    /// <summary>The key of a model's files.</summary>
    /// <returns>64 hexadecimal digits; null where the result depends on the machine and the moment, that is on measured time.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static string? Of(BuildRequestModel model)
    {
        if (model.IsMeasured)
        {
            return null;
        }

        using var key = new CacheKey();
        // A model with external data may be written with external data, and then names their file after its own.
        key.Add(Format, Path.GetFileName(model.Source), model.Inputs.IsEmpty ? "" : Path.GetFileName(model.Output("model") ?? ""));
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Concat(model.RuntimeFiles).Order(StringComparer.Ordinal))
        {
            key.AddFile(file);
        }

        key.AddFile(model.Source);
        foreach (var file in model.Inputs)
        {
            key.AddFile(file);
        }

        foreach (var chained in model.Chained)
        {
            key.Add("chained", chained.Input, chained.Output);
        }

        foreach (var (name, value) in model.Options.Where(option => IsContent(model, option.Key)))
        {
            key.AddOption(name, value);
        }

        return Convert.ToHexStringLower(key._hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private static bool IsContent(BuildRequestModel model, string name) =>
        name != "Calibration" && (!Names.Contains(name, StringComparer.Ordinal) || (name == "Labels" && model.Option("KeepOutputs") is not null));

    private void AddOption(string name, string value)
    {
        if (Path.IsPathFullyQualified(value) && File.Exists(value))
        {
            Add(name);
            AddFile(value);
        }
        else
        {
            Add(name, value);
        }
    }

    private void AddFile(string path)
    {
        using var content = File.OpenRead(path);
        Add(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>Each text is followed by a byte that UTF-8 has nowhere, so that two texts differ from one.</summary>
    private void Add(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            _hash.AppendData(Encoding.UTF8.GetBytes(text));
            _hash.AppendData([0xFF]);
        }
    }
}
