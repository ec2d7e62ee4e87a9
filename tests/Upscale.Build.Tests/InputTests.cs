using Upscale.Build.Tests.Items;
using Upscale.Build.Tests.Projects;
using Upscale.Pruning;

namespace Upscale.Build.Tests;

[Collection(PackageFeedCollection.Name)]
public sealed class InputTests(PackageFeed feed)
{
    private static readonly DateTime Later = DateTime.UtcNow.AddMinutes(5);

    [Fact]
    public void Each_file_that_a_model_is_made_from_is_watched_and_none_is_written()
    {
        var project = new UserProject(feed, "inputs", "Inputs");
        var models = feed.NewFolder("inputs-models");
        var model = TestModels.Classifier();
        model.Save(Path.Combine(models, "planned.onnx"));
        model.Save(Path.Combine(models, "calibrated.onnx"));
        File.WriteAllBytes(Path.Combine(models, "external.onnx"), ExternalModel.Returning("w.bin"));
        File.WriteAllBytes(Path.Combine(models, "w.bin"), new byte[8]);
        File.WriteAllText(Path.Combine(models, "kept.json"), Pruner.Prune(model, new()).Plan.ToJson());
        File.WriteAllBytes(Path.Combine(models, "sample.bin"), new byte[768 * sizeof(float)]);
        var before = Protect(models);
        project.Write("Program.cs", "return 0;");
        project.Describe("""
            <PrunedModel Include="../inputs-models/planned.onnx" Plan="../inputs-models/kept.json" />
            <PrunedModel Include="../inputs-models/calibrated.onnx" Criterion="variance" Calibration="../inputs-models/sample*.bin" />
            <PrunedModel Include="../inputs-models/external.onnx" />
            """);

        try
        {
            Follow(project, models, before);
        }
        finally
        {
            Unprotect(models);
        }
    }

    private static void Follow(UserProject project, string models, IReadOnlyList<string> before)
    {
        Assert.Equal(["calibrated.onnx", "external.onnx", "planned.onnx"], Built(project, "first").Pruned.Order(StringComparer.Ordinal));
        Assert.Equal(before, Protect(models));
        Assert.DoesNotContain("PruneModels", Built(project, "second").Tasks);
        foreach (var (file, made) in new[] { ("kept.json", "planned.onnx"), ("w.bin", "external.onnx") })
        {
            File.SetLastWriteTimeUtc(Path.Combine(models, file), Later);
            var log = Built(project, file);
            Assert.Contains(made, log.Pruned.Concat(log.Taken));
            Assert.DoesNotContain("calibrated.onnx", file == "kept.json" ? log.Pruned.Concat(log.Taken) : []);
            File.SetLastWriteTimeUtc(Path.Combine(models, file), DateTime.UtcNow.AddDays(-1));
        }

        var watched = UserProject.Dotnet(project.Folder, "watch", "--list");
        Assert.Contains("planned.onnx", watched.Output, StringComparison.Ordinal);
        Assert.Contains("kept.json", watched.Output, StringComparison.Ordinal);
    }

    private static void Unprotect(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }
    }

    /// <summary>Takes away the permission to write, where the system has one, and tells what is there.</summary>
    private static IReadOnlyList<string> Protect(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetAttributes(file, FileAttributes.ReadOnly);
        }

        return [.. UserProject.Files(folder).Select(file => $"{file} {File.GetLastWriteTimeUtc(Path.Combine(folder, file)):O}")];
    }

    private static BuildLog Built(UserProject project, string name)
    {
        var path = project.Locate(name + ".binlog");
        var build = project.Build("-bl:" + path);
        Assert.True(build.ExitCode == 0, build.Transcript);
        return BuildLog.Read(path);
    }
}
