using System.Security;
using Upscale.Onnx;

namespace Upscale.Build.Tests.Projects;

/// <summary>A console project as a user of the package has it.</summary>
internal sealed class UserProject
{
    private readonly PackageFeed _feed;
    private readonly string _file;
    private bool _restored;

    public UserProject(PackageFeed feed, string folder, string name)
    {
        _feed = feed;
        Folder = feed.NewFolder(folder);
        _file = Path.Combine(Folder, name + ".csproj");
    }

    public string Folder { get; }

    /// <summary>The element for one target framework or several.</summary>
    public string Frameworks { get; init; } = "<TargetFramework>net10.0</TargetFramework>";

    /// <summary>What the project references instead of the package, as XML.</summary>
    public string? Package { get; init; }

    public string Intermediate => Locate("obj", "Release", "net10.0", "upscale");

    public string Output => Locate("bin", "Release", "net10.0");

    public string Locate(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Writes the project file.</summary>
    /// <param name="items">PrunedModel items, as XML.</param>
    /// <param name="properties">Properties, as XML.</param>
    public void Describe(string items, string properties = "")
    {
        _restored = false;
        File.WriteAllText(_file, Text(items, properties));
    }

    public void Touch() => File.SetLastWriteTimeUtc(_file, DateTime.UtcNow);

    public void Write(string name, string text) => File.WriteAllText(Locate(name), text);

    public void Write(string name, Model model)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Locate(name))!);
        model.Save(Locate(name));
    }

    public ChildProcessResult Build(params string[] arguments) => Run("build", ["-v:n", .. arguments]);

    /// <summary>Runs a command on the project.</summary>
    public ChildProcessResult Run(string verb, params string[] arguments)
    {
        var restore = _restored && verb != "clean" ? ["--no-restore"] : Array.Empty<string>();
        var result = Dotnet(Folder, [verb, _file, "-c", "Release", "-nologo", .. restore, .. arguments]);
        _restored |= File.Exists(Locate("obj", "project.assets.json"));
        return result;
    }

    /// <summary>Runs the SDK in a folder.</summary>
    public static ChildProcessResult Dotnet(string folder, params string[] arguments) => new ChildProcess(ChildProcess.Dotnet().Program, arguments)
    {
        WorkingDirectory = folder,
        Environment = new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
    }.Run();

    public ChildProcessResult Publish() => Run("publish", ["-v:q", "-o", Locate("published")]);

    public ChildProcessResult Clean() => Run("clean", ["-v:q"]);

    /// <summary>Runs the application that was built.</summary>
    public ChildProcessResult Start(params string[] arguments) =>
        ChildProcess.Dotnet([Path.Combine(Output, Path.GetFileNameWithoutExtension(_file) + ".dll"), .. arguments]).Run();

    /// <summary>All files below a folder, relative and in ordinal order; none when there is no such folder.</summary>
    public static IReadOnlyList<string> Files(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)]
        : [];

    private string Text(string items, string properties) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            {Frameworks}
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <UseAppHost>false</UseAppHost>
            <RestorePackagesPath>{SecurityElement.Escape(_feed.Packages)}</RestorePackagesPath>
            <RestoreAdditionalProjectSources>{SecurityElement.Escape(_feed.Folder)};{SecurityElement.Escape(Checkout.BootstrapFeed ?? "")}</RestoreAdditionalProjectSources>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {Package ?? $"""<PackageReference Include="Upscale.Build" Version="{_feed.Version}" />"""}
            {items}
          </ItemGroup>
        </Project>
        """;
}
