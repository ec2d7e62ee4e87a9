using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Plans;
using Upscale.Pruning.Rewriting;

namespace Upscale.Build.Tests.Projects;

/// <summary>One project, built again and again: every step is done once, the tests look at what each left.</summary>
internal sealed class ProjectLife
{
    private readonly UserProject _project;

    public ProjectLife(PackageFeed feed)
    {
        _project = new(feed, "life", "App");
        _project.Write("model.onnx", TestModels.Classifier());
        _project.Write("inner-output.onnx", TestModels.InnerOutput());
        _project.Write("Program.cs", ProgramText.Comparing);
        Describe("0.4");
        FirstBuild = _project.Build();
        FirstFiles = Contents(_project.Intermediate);
        Run = _project.Start(Masked("model"), Masked("inner-output"));
        SecondBuild = _project.Build();
        _project.Touch();
        TouchedBuild = _project.Build();
        Describe("0.5");
        OtherRatioBuild = _project.Build();
        OtherRatioFiles = Contents(_project.Intermediate);
        PublishResult = _project.Publish();
        Published = UserProject.Files(_project.Locate("published"));
        CleanResult = _project.Clean();
        LeftByClean = [.. UserProject.Files(_project.Output), .. UserProject.Files(_project.Intermediate), .. UserProject.Files(_project.Locate("obj", "upscale-cache"))];
        Describe("0.4");
        DesignTimeBuild = _project.Build("-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-bl:" + _project.Locate("design.binlog"));
        DesignTimeLog = BuildLog.Read(_project.Locate("design.binlog"));
        DesignTimeFiles = UserProject.Files(_project.Intermediate);
        LastBuild = _project.Build();
        LastFiles = Contents(_project.Intermediate);
    }

    public ChildProcessResult FirstBuild { get; }

    /// <summary>Names and contents of what the first build made, without requests.</summary>
    public ImmutableSortedDictionary<string, string> FirstFiles { get; }

    public ChildProcessResult Run { get; }

    public ChildProcessResult SecondBuild { get; }

    /// <summary>The project file was saved again, unchanged.</summary>
    public ChildProcessResult TouchedBuild { get; }

    public ChildProcessResult OtherRatioBuild { get; }

    public ImmutableSortedDictionary<string, string> OtherRatioFiles { get; }

    public ChildProcessResult PublishResult { get; }

    public IReadOnlyList<string> Published { get; }

    public ChildProcessResult CleanResult { get; }

    public IReadOnlyList<string> LeftByClean { get; }

    /// <summary>After the clean, before any other build.</summary>
    public ChildProcessResult DesignTimeBuild { get; }

    public BuildLog DesignTimeLog { get; }

    public IReadOnlyList<string> DesignTimeFiles { get; }

    /// <summary>With the first build's ratio again.</summary>
    public ChildProcessResult LastBuild { get; }

    public ImmutableSortedDictionary<string, string> LastFiles { get; }

    private static ImmutableSortedDictionary<string, string> Contents(string folder) => UserProject.Files(folder)
        .Where(file => !file.EndsWith(".request.txt", StringComparison.Ordinal) && !file.Contains(".design.", StringComparison.Ordinal))
        .ToImmutableSortedDictionary(file => file, file => Convert.ToBase64String(File.ReadAllBytes(Path.Combine(folder, file))), StringComparer.Ordinal);

    private void Describe(string ratio) => _project.Describe(
        $"""
        <PrunedModel Include="model.onnx" Ratio="{ratio}" />
        <PrunedModel Include="inner-output.onnx" Ratio="0.4" />
        """,
        "<UpscaleCopyReport>true</UpscaleCopyReport>");

    private string Masked(string name)
    {
        var original = Model.Load(_project.Locate(name + ".onnx"));
        var path = _project.Locate("obj", name + ".masked.onnx");
        MaskedReference.Build(original, PruningPlan.Load(Path.Combine(_project.Intermediate, name + ".plan.json"))).Save(path);
        return path;
    }
}
