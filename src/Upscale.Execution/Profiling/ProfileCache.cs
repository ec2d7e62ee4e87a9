using System.Security.Cryptography;
using System.Text;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>Cost tables on disk, a file for every machine key. Files that are damaged or another key's count as absent.</summary>
/// <param name="folder">Where; made when something is saved.</param>
public sealed class ProfileCache(string folder)
{
    private const int NameBytes = 8;

    /// <summary>The user's cache folder: XDG_CACHE_HOME where it is set, else that of the system.</summary>
    public static ProfileCache OfUser() => new(Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home && Path.IsPathRooted(home)
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "upscale-build"));

    /// <summary>The file of a key.</summary>
    public string PathOf(MachineKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString()));
        return Path.Combine(folder, $"profile-{Convert.ToHexStringLower(hash.AsSpan(0, NameBytes))}.json");
    }

    /// <returns>Null when there is no table of that key that can be read.</returns>
    public CostTable? Find(MachineKey key)
    {
        try
        {
            return File.Exists(PathOf(key)) && CostTableFile.Load(PathOf(key)) is var table && table.Machine == key ? table : null;
        }
        catch (UpscaleException failure) when (failure.Code == ErrorCodes.BadProfile)
        {
            return null;
        }
    }

    /// <summary>Saves a table with the layers that another process may have saved meanwhile; its own count.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="UpscaleException">UPS1013: the folder or the file cannot be written.</exception>
    public string Save(CostTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var path = PathOf(table.Machine);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpscaleException("UPS1013", $"the folder for profiles cannot be made: {failure.Message} Name another with --cache", folder, inner: failure);
        }

        CostTableFile.Save(table.With((Find(table.Machine)?.Layers.Values ?? []).Where(times => !table.Layers.ContainsKey(times.Kind))), path);
        return path;
    }
}
