using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Upscale.Build.Items;

namespace Upscale.Build.Tests.Requests;

public sealed class ResolvePrunedModelsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly RecordingEngine _engine = new();

    public ResolvePrunedModelsTests() => _folder.Write("tool/upscale.dll", "");

    [Fact]
    public void The_request_says_what_the_item_says()
    {
        var resolved = Assert.Single(Resolve(Item("my model.onnx", ("Ratio", "0.25"), ("Mode", "constrained"), ("Plan", "kept.json"))));

        var request = File.ReadAllText(resolved.GetMetadata("Request")).Replace(Encoded(_folder.Path), "ROOT", StringComparison.Ordinal);
        Assert.Equal(
            """
            upscale-request	1
            project	ROOT%2Fapp.csproj
            tool	ROOT%2Ftool%2Fupscale.dll
            onnxruntime		
            cache	ROOT%2Fobj%2Fcache%2F
            signature-only	false
            model	ROOT%2Fmy%20model.onnx
            option	ClassName	MyModel
            option	Namespace	My.App
            option	Link	my%20model.onnx
            option	Ratio	0.25
            option	Mode	constrained
            option	Plan	ROOT%2Fkept.json
            output	model	ROOT%2Fobj%2Fupscale%2Fmy%20model.onnx
            output	plan	ROOT%2Fobj%2Fupscale%2Fmy%20model.plan.json
            output	report	ROOT%2Fobj%2Fupscale%2Fmy%20model.report.json
            output	signature	ROOT%2Fobj%2Fupscale%2Fmy%20model.signature.txt

            """.ReplaceLineEndings("\n"),
            request);
    }

    [Fact]
    public void A_design_time_build_asks_for_the_signature_only_and_leaves_the_full_request_alone()
    {
        var full = Assert.Single(Resolve(Item("model.onnx", ("Ratio", "0.25"))));
        var before = File.ReadAllText(full.GetMetadata("Request"));

        var design = Assert.Single(Resolve(designTime: true, Item("model.onnx", ("Ratio", "0.5"))));

        Assert.Equal(before, File.ReadAllText(full.GetMetadata("Request")));
        var request = File.ReadAllText(design.GetMetadata("Request"));
        Assert.Contains("signature-only\ttrue\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Ratio", request, StringComparison.Ordinal);
        Assert.NotEqual(full.GetMetadata("Signature"), design.GetMetadata("Signature"));
    }

    [Fact]
    public void A_model_is_stale_until_its_outputs_are_as_new_as_its_inputs()
    {
        var item = Item("model.onnx", ("Ratio", "0.25"));
        Assert.Equal("true", StaleAfter(item));

        WriteOutputs(Resolve(item)[0]);
        Assert.Equal("false", StaleAfter(item));

        File.SetLastWriteTimeUtc(item.ItemSpec, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("true", StaleAfter(item));
    }

    [Theory]
    [InlineData("auto", "auto")]
    [InlineData("None", "None")]
    [InlineData("costs/server.json", "ROOT%2Fcosts%2Fserver.json")]
    public void A_profile_is_a_word_or_a_file_of_the_project(string metadata, string requested)
    {
        var resolved = Assert.Single(Resolve(Item("model.onnx", ("Profile", metadata))));

        var request = File.ReadAllText(resolved.GetMetadata("Request")).Replace(Encoded(_folder.Path), "ROOT", StringComparison.Ordinal);
        Assert.Contains($"option\tProfile\t{requested}\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_embedded_model_and_its_labels_are_asked_for_in_every_build(bool designTime)
    {
        var resolved = Assert.Single(Resolve(designTime, Item("model.onnx", ("Embed", "True"), ("Labels", "names/a b.txt"))));

        var request = File.ReadAllText(resolved.GetMetadata("Request")).Replace(Encoded(_folder.Path), "ROOT", StringComparison.Ordinal);
        Assert.Contains(
            "option\tEmbed\tTrue\noption\tResource\tMy.App.Model.onnx\noption\tLabels\tROOT%2Fnames%2Fa%20b.txt\n", request, StringComparison.Ordinal);
        Assert.Equal("true", resolved.GetMetadata("Embed"));
        Assert.Equal("My.App.Model.onnx", resolved.GetMetadata("Resource"));
    }

    [Fact]
    public void Newer_labels_make_a_model_stale()
    {
        var item = Item("model.onnx", ("Labels", "labels.txt"));
        var labels = _folder.Write("labels.txt", "a");
        WriteOutputs(Resolve(item)[0]);
        SetBack(_folder.Locate("obj/upscale"), _folder.Locate("model.onnx"), _folder.Locate("tool/upscale.dll"), labels);
        Assert.Equal("false", StaleAfter(item));

        File.SetLastWriteTimeUtc(labels, DateTime.UtcNow.AddMinutes(1));

        Assert.Equal("true", StaleAfter(item));
    }

    [Fact]
    public void A_newer_profile_makes_a_model_stale()
    {
        var item = Item("model.onnx", ("Profile", "costs.json"));
        var profile = _folder.Write("costs.json", "{}");
        WriteOutputs(Resolve(item)[0]);
        SetBack(_folder.Locate("obj/upscale"), _folder.Locate("model.onnx"), _folder.Locate("tool/upscale.dll"), profile);
        Assert.Equal("false", StaleAfter(item));

        File.SetLastWriteTimeUtc(profile, DateTime.UtcNow.AddMinutes(1));

        Assert.Equal("true", StaleAfter(item));
    }

    [Fact]
    public void Another_ratio_makes_a_model_stale()
    {
        WriteOutputs(Resolve(Item("model.onnx", ("Ratio", "0.25")))[0]);
        SetBack(_folder.Locate("obj/upscale"), _folder.Locate("model.onnx"), _folder.Locate("tool/upscale.dll"));
        Assert.Equal("false", StaleAfter(Item("model.onnx", ("Ratio", "0.25"))));

        Assert.Equal("true", StaleAfter(Item("model.onnx", ("Ratio", "0.5"))));
    }

    [Theory]
    [InlineData("samples")]
    [InlineData("samples/")]
    [InlineData("samples/*.npy")]
    [InlineData("samples/a.npy")]
    public void Calibration_files_are_named_and_watched(string calibration)
    {
        var sample = _folder.Write("samples/a.npy", "");
        var item = Item("model.onnx", ("Calibration", calibration));
        var resolved = Resolve(item)[0];
        WriteOutputs(resolved);
        Assert.Equal("false", StaleAfter(item));

        var request = File.ReadAllText(resolved.GetMetadata("Request"));
        Assert.Contains($"option\tCalibration\t{Encoded(_folder.Locate("samples"))}", request, StringComparison.Ordinal);
        Assert.Contains($"input\t{Encoded(sample)}\n", request, StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(sample, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("true", StaleAfter(item));
    }

    [Fact]
    public void A_calibration_file_more_or_less_makes_a_model_stale()
    {
        _folder.Write("samples/a.npy", "");
        var item = Item("model.onnx", ("Calibration", "samples"));
        WriteOutputs(Resolve(item)[0]);
        SetBack(_folder.Locate("obj/upscale"), _folder.Locate("model.onnx"), _folder.Locate("tool/upscale.dll"), _folder.Locate("samples"));
        Assert.Equal("false", StaleAfter(item));

        SetBack(_folder.Write("samples/b.npy", ""));
        Assert.Equal("true", StaleAfter(item));

        WriteOutputs(Resolve(item)[0]);
        SetBack(_folder.Locate("obj/upscale"));
        File.Delete(_folder.Locate("samples/a.npy"));
        Assert.Equal("true", StaleAfter(item));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("absent/*.npy")]
    [InlineData("ab*/sent.npy")]
    public void Calibration_data_that_are_missing_are_left_to_the_tool(string calibration) =>
        Assert.DoesNotContain("input\t", File.ReadAllText(Resolve(Item("model.onnx", ("Calibration", calibration)))[0].GetMetadata("Request")), StringComparison.Ordinal);

    [Fact]
    public void Each_problem_of_an_item_has_its_code()
    {
        var missing = new TaskItem(_folder.Locate("absent.onnx"));

        Assert.Empty(Resolve(
            missing,
            Item("a/net.onnx"),
            Item("b/net.onnx"),
            Item("c/net.onnx", ("ClassName", "Other")),
            Item("d.onnx", ("ClassName", "not one")),
            Item("e.onnx", ("Link", "../e.onnx"), ("Report", "one.json")),
            Item("f.onnx", ("Report", "one.json"))));

        Assert.Equal(["UPS1501", "UPS1502", "UPS1502", "UPS1504", "UPS1505", "UPS1502"], _engine.Errors.Select(error => error.Code));
        Assert.All(_engine.Errors, error => Assert.Equal(_folder.Locate("app.csproj"), error.File));
        Assert.All(_engine.Errors, error => Assert.EndsWith("/src/DIAGNOSTICS.md#" + error.Code.ToLowerInvariant(), error.HelpLink, StringComparison.Ordinal));
        Assert.Contains("absent.onnx", _engine.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelled_name_is_a_warning_and_metadata_of_the_users_own_are_none()
    {
        Assert.Single(Resolve(Item("model.onnx", ("Ration", "0.4"), ("Owner", "me"), ("ratio", "0.3"), ("Generator", "MSBuild:Compile"))));

        var warning = Assert.Single(_engine.Warnings);
        Assert.Equal("UPS1507", warning.Code);
        Assert.EndsWith("model.onnx': the metadata 'Ration' is unknown and has no effect; did you mean 'Ratio'?", warning.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.Locate("app.csproj"), warning.File);
    }

    [Fact]
    public void Special_characters_of_paths_survive()
    {
        var item = Item("a;b %41 @(c) 'ü'.onnx");

        var resolved = Assert.Single(Resolve(item));

        Assert.Equal(_folder.Locate("obj", "upscale", "a;b %41 @(c) 'ü'.onnx"), resolved.ItemSpec);
        Assert.Equal("a;b %41 @(c) 'ü'.onnx", resolved.GetMetadata("Link"));
    }

    [Fact]
    public void The_runtime_of_the_building_machine_is_found_beside_that_of_the_target()
    {
        var library = _folder.Write("ort/runtimes/linux-x64/native/libonnxruntime.so", "");
        var foreign = _folder.Write("ort/runtimes/win-x64/native/onnxruntime.dll", "");
        var task = Task(false, Item("model.onnx"));
        task.RuntimeAssemblies = [new TaskItem(_folder.Locate("ort/Microsoft.ML.OnnxRuntime.dll"))];
        task.NativeLibraries = [new TaskItem(foreign)];
        task.RuntimeIdentifier = "linux-x64";

        Assert.True(task.Execute());

        Assert.Contains(Encoded(library), File.ReadAllText(task.Resolved[0].GetMetadata("Request")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Encoded(string path) => Uri.EscapeDataString(path);

    private static void WriteOutputs(ITaskItem resolved)
    {
        foreach (var name in new[] { "Plan", "Report", "Signature", "Model" })
        {
            File.WriteAllText(resolved.GetMetadata(name), "");
        }
    }

    private static void SetBack(params string[] paths)
    {
        foreach (var file in paths.SelectMany(path => Directory.Exists(path) ? Directory.GetFiles(path) : [path]))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1).Date);
        }
    }

    private TaskItem Item(string name, params (string Name, string Value)[] metadata)
    {
        var path = _folder.Locate(name);
        var item = new TaskItem(EscapedText.Of(File.Exists(path) ? path : _folder.Write(name, "")));
        foreach (var (key, value) in metadata)
        {
            item.SetMetadata(key, value);
        }

        return item;
    }

    private string StaleAfter(ITaskItem item) => Resolve(item)[0].GetMetadata("Stale");

    private ITaskItem[] Resolve(params ITaskItem[] items) => Resolve(false, items);

    private ITaskItem[] Resolve(bool designTime, params ITaskItem[] items)
    {
        var task = Task(designTime, items);
        Assert.Equal(task.Execute(), task.Resolved.Length > 0);
        return task.Resolved;
    }

    private ResolvePrunedModels Task(bool designTime, params ITaskItem[] items) => new()
    {
        BuildEngine = _engine,
        Models = items,
        ProjectFile = _folder.Locate("app.csproj"),
        RootNamespace = "My.App",
        IntermediateFolder = "obj/upscale/",
        CacheFolder = "obj/cache/",
        ToolAssembly = _folder.Locate("tool", "upscale.dll"),
        DesignTime = designTime,
    };
}
