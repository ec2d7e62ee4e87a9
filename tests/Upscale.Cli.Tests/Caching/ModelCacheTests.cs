using System.Collections.Immutable;
using Upscale.Cli.Building;
using Upscale.Cli.Caching;

namespace Upscale.Cli.Tests.Caching;

public sealed class ModelCacheTests : IDisposable
{
    private const string Taken = "net.onnx taken from the cache";

    private static readonly string[] Kinds = ["model", "plan", "report", "signature"];

    private readonly TemporaryDirectory _folder = new();

    private string Cache => _folder.Locate("cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Another_project_gets_the_same_files_under_its_own_names()
    {
        var first = Request("one", ("ClassName", "Net"), ("Namespace", "A"));
        var second = Request("two", ("ClassName", "Other"), ("Namespace", "B"), ("Link", "models/net.onnx"));

        Assert.StartsWith("net.onnx pruned: ", Build(first), StringComparison.Ordinal);
        Assert.Equal(Taken, Build(second));

        Assert.All(["model", "plan", "report"], kind => Assert.Equal(Bytes(first, kind), Bytes(second, kind)));
        var named = File.ReadAllText(first.Output("signature")!)
            .Replace("class\tNet\nnamespace\tA\nmodel\tnet.onnx\n", "class\tOther\nnamespace\tB\nmodel\tmodels/net.onnx\n", StringComparison.Ordinal);
        Assert.Equal(named, File.ReadAllText(second.Output("signature")!));
    }

    [Fact]
    public void Everything_that_the_result_depends_on_makes_another_entry()
    {
        var plan = _folder.Write("a/kept.json", "1");
        var samples = _folder.Write("b/x.npy", "1");
        var requests = new Func<BuildRequestModel>[]
        {
            () => Request("one"),
            () => Request("one", ("Ratio", "0.3")),
            () => Request("one", ("Plan", plan)),
            () => Request("one", ("Plan", _folder.Write("a/kept.json", "2"))),
            () => Request("one", ("Mode", "constrained")),
            () => Request("one") with { Inputs = [samples] },
            () => Request("one") with { Inputs = [_folder.Write("b/x.npy", "2")] },
            () => Request("one") with { Inputs = [_folder.Write("b/y.npy", "2")] },
            () => Request("one") with { RuntimeFiles = [samples] },
            () =>
            {
                var request = Request("one");
                File.AppendAllText(request.Source, "\u0012");
                return request;
            },
        };

        Assert.Distinct(requests.Select(request => CacheKey.Of(request())));
    }

    [Fact]
    public void What_was_measured_is_not_kept()
    {
        Assert.All(
            new[] { ("Measure", "true"), ("RequireSpeedup", "True"), ("Profile", "auto"), ("Round", "Auto") },
            option => Assert.Null(CacheKey.Of(Request("one", option))));
        Assert.NotNull(CacheKey.Of(Request("one", ("Measure", "false"), ("Profile", "none"))));
    }

    [Theory]
    [InlineData(CacheEntry.Model)]
    [InlineData(CacheEntry.Report)]
    [InlineData(CacheEntry.List)]
    public void A_damaged_entry_is_found_out_and_made_again(string file)
    {
        var request = Request("one");
        Build(request);
        var bytes = Bytes(request, "model");
        var path = Assert.Single(Directory.GetFiles(Cache, file, SearchOption.AllDirectories));
        var content = File.ReadAllBytes(path);
        content[^3] ^= 1;
        File.WriteAllBytes(path, content);

        Assert.StartsWith("net.onnx pruned: ", Build(request), StringComparison.Ordinal);
        Assert.Equal(bytes, Bytes(request, "model"));
        Assert.Equal(Taken, Build(request));

        File.Delete(path);
        Assert.StartsWith("net.onnx pruned: ", Build(request), StringComparison.Ordinal);
        Assert.Equal(Taken, Build(request));
    }

    [Fact]
    public void Builds_at_the_same_time_prune_once()
    {
        var requests = Enumerable.Range(0, 4).Select(index => Request(string.Create(null, $"p{index}"))).ToArray();
        var lines = new string[requests.Length];

        Parallel.For(0, requests.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, index => lines[index] = Build(requests[index]));

        Assert.Equal(requests.Length - 1, lines.Count(line => line == Taken));
        Assert.All(requests, request => Assert.Equal(Bytes(requests[0], "model"), Bytes(request, "model")));
    }

    [Fact]
    public void A_folder_that_cannot_hold_a_cache_is_done_without()
    {
        _folder.Write("cache", "a file");

        Assert.StartsWith("net.onnx pruned: ", Build(Request("one")), StringComparison.Ordinal);
        Assert.StartsWith("net.onnx pruned: ", Build(Request("one")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_used_for_longest_goes_first()
    {
        foreach (var (name, age) in new[] { ("old", 3), ("held", 4), ("new", 1), ("kept", 5) })
        {
            _folder.Write($"cache/{name}/{CacheEntry.Model}", new string('x', 100));
            File.SetLastWriteTimeUtc(_folder.Write($"cache/{name}/{CacheEntry.List}", ""), DateTime.UtcNow.AddDays(-age));
        }

        _folder.Write("cache/half" + CacheLimit.Temporary + "/model", "");
        Directory.SetLastWriteTimeUtc(_folder.Locate("cache", "half" + CacheLimit.Temporary), DateTime.UtcNow.AddDays(-2));
        using (CacheLock.Acquire(ModelCache.LockOf(_folder.Locate("cache", "held")), TimeSpan.Zero))
        {
            CacheLimit.Apply(Cache, "kept", mostBytes: 300);
        }

        Assert.Equal(["held", "kept", "new"], Directory.GetDirectories(Cache).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));
    }

    private static string Build(BuildRequestModel request) => Assert.Single(ModelBuild.Run(request, new(() => true)));

    private static byte[] Bytes(BuildRequestModel request, string kind) => File.ReadAllBytes(request.Output(kind)!);

    private BuildRequestModel Request(string project, params (string Name, string Value)[] options)
    {
        var folder = _folder.Locate(project);
        Directory.CreateDirectory(Path.Combine(folder, "obj"));
        Networks.Residual().Save(Path.Combine(folder, "net.onnx"));
        return new()
        {
            Source = Path.Combine(folder, "net.onnx"),
            CacheFolder = Cache,
            Options = options.Append(("Verify", "false")).ToImmutableSortedDictionary(option => option.Item1, option => option.Item2, StringComparer.Ordinal),
            Outputs = Kinds.ToImmutableSortedDictionary(kind => kind, kind => Path.Combine(folder, "obj", kind == "model" ? "net.onnx" : kind), StringComparer.Ordinal),
        };
    }
}
