using Upscale.Execution.Profiling;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Tests.Profiling;

public sealed class ProfileCacheTests : IDisposable
{
    private static readonly MachineKey Other = SampleTable.Machine with { Threads = 2 };

    private readonly TemporaryDirectory _folder = new();
    private readonly ProfileCache _cache;

    public ProfileCacheTests() => _cache = new(_folder.Locate("cache"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_found_where_nothing_was_saved() => Assert.Null(_cache.Find(SampleTable.Machine));

    [Fact]
    public void Every_key_has_its_table()
    {
        _cache.Save(SampleTable.Create(SampleTable.Machine, "a"));
        _cache.Save(SampleTable.Create(Other, "b"));

        Assert.Equal(["a"], _cache.Find(SampleTable.Machine)!.Layers.Keys);
        Assert.Equal(["b"], _cache.Find(Other)!.Layers.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    public void A_damaged_file_counts_as_absent_and_is_replaced(string damage)
    {
        var file = _cache.Save(SampleTable.Create(SampleTable.Machine, "a"));
        File.WriteAllText(file, damage);
        Assert.Null(_cache.Find(SampleTable.Machine));

        _cache.Save(SampleTable.Create(SampleTable.Machine, "b"));

        Assert.Equal(["b"], _cache.Find(SampleTable.Machine)!.Layers.Keys);
    }

    [Fact]
    public void A_table_of_another_machine_under_this_ones_name_counts_as_absent()
    {
        File.Copy(_cache.Save(SampleTable.Create(Other, "b")), _cache.PathOf(SampleTable.Machine));

        Assert.Null(_cache.Find(SampleTable.Machine));
    }

    [Fact]
    public void What_another_process_saved_meanwhile_stays()
    {
        _cache.Save(SampleTable.Create(SampleTable.Machine, "theirs"));

        _cache.Save(SampleTable.Create(SampleTable.Machine, "ours"));

        Assert.Equal(["ours", "theirs"], _cache.Find(SampleTable.Machine)!.Layers.Keys);
    }

    [Fact]
    public void Processes_that_save_at_once_leave_a_whole_file_and_nothing_else()
    {
        Parallel.For(0, 16, i => _cache.Save(SampleTable.Create(SampleTable.Machine, $"kind{i % 4}")));

        Assert.NotNull(_cache.Find(SampleTable.Machine));
        Assert.Equal([_cache.PathOf(SampleTable.Machine)], Directory.GetFiles(_folder.Locate("cache")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_coded_error()
    {
        var file = _folder.Write("file", "");

        Assert.Equal("UPS1013", Assert.Throws<UpscaleException>(() => new ProfileCache(file).Save(SampleTable.Create(SampleTable.Machine))).Code);
    }
}
