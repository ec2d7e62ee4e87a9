using System.Globalization;

namespace Upscale.Build.Tests.Projects;

/// <summary>The packages as built with these tests, under a version of their own, in a folder where nothing of the repository leaks in.</summary>
public sealed class PackageFeed : IDisposable
{
    /// <summary>The packages, by id.</summary>
    public static readonly IReadOnlyList<string> Packed = ["Upscale.Runtime", "Upscale.Build", "Upscale.Cli"];

    private static readonly string Configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private readonly TemporaryDirectory _root = new();
    private readonly Lazy<ProjectLife> _life;

    public PackageFeed()
    {
        Version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}");
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            _root.Write(name, "<Project />");
        }

        _life = new(() => new ProjectLife(this));
        Transcript = string.Join('\n', Packed.Select(Pack));
    }

    /// <summary>The version under which the packages are packed.</summary>
    public string Version { get; }

    /// <summary>What packing wrote.</summary>
    public string Transcript { get; }

    /// <summary>The folder with the packages.</summary>
    public string Folder => _root.Locate("feed");

    /// <summary>The packages folder of the projects, so that the user's stays as it is.</summary>
    public string Packages => _root.Locate("packages");

    /// <summary>What happened to a project from its first build on.</summary>
    internal ProjectLife Life => _life.Value;

    /// <summary>An empty folder for a project.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(_root.Locate(name)).FullName;

    public void Dispose() => _root.Dispose();

    private string Pack(string project)
    {
        var result = ChildProcess.Dotnet(
            "pack", Checkout.Locate("src", project), "-c", Configuration, "--no-build", "-nologo", $"-p:Version={Version}", "-o", Folder).Run();
        return result.ExitCode == 0 ? result.Transcript : throw new InvalidOperationException(result.Transcript);
    }
}
