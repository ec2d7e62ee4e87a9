using System.Globalization;
using Upscale.Onnx;
using Upscale.Pruning.Tests.Channels;

namespace Upscale.Pruning.Tests.Rewriting;

public sealed class DeterminismTests
{
    private static readonly PruningOptions Options = new() { Ratio = 0.55, Round = 4 };

    [Fact]
    public void The_same_model_gives_the_same_bytes_twice() => Assert.Equal(Bytes(), Bytes());

    [Fact]
    public void Another_culture_gives_the_same_bytes()
    {
        var expected = Bytes();
        var before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "~";
        strange.NumberFormat.NumberDecimalSeparator = ",";
        strange.NumberFormat.NativeDigits = [.. Enumerable.Range(0x0660, 10).Select(char.ConvertFromUtf32)];
        try
        {
            CultureInfo.CurrentCulture = strange;
            Assert.Equal(expected, Bytes());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Parallel_runs_give_the_same_bytes()
    {
        var expected = Bytes();
        Parallel.For(0, 16, _ => Assert.Equal(expected, Bytes()));
    }

    [Fact]
    public void One_model_can_be_pruned_by_many_threads()
    {
        var model = Analysed.Model(Build);
        var expected = Pruner.Prune(model, Options).Model.ToBytes();
        Parallel.For(0, 16, _ => Assert.Equal(expected, Pruner.Prune(model, Options).Model.ToBytes()));
    }

    [Fact]
    public void The_original_model_never_changes()
    {
        var model = Analysed.Model(Build);
        var before = model.ToBytes();
        Pruner.Prune(model, Options);
        Assert.Equal(before, model.ToBytes());
    }

    [Fact]
    public void Nothing_is_written_where_nothing_is_pruned()
    {
        var model = Analysed.Model(Build);
        Assert.Equal(model.ToBytes(), Pruner.Prune(model, new() { Ratio = 0 }).Model.ToBytes());
    }

    private static byte[] Bytes()
    {
        var result = Pruner.Prune(Analysed.Model(Build), Options);
        return [.. result.Model.ToBytes(), .. System.Text.Encoding.UTF8.GetBytes(result.Plan.ToJson())];
    }

    private static void Build(ModelBuilder builder)
    {
        var x = builder.Relu(builder.Conv(builder.Input("x", 1, 3, 8, 8), 3, 48, 3));
        var joined = builder.Concat(1, builder.Conv(x, 48, 48, 3), builder.Conv(x, 48, 32, 3), x);
        builder.Output(builder.Conv(joined, 128, 16, 3));
        builder.Output(builder.Conv(builder.BatchNormalization(joined, 128), 128, 16, 3));
        builder.Output(x);
    }
}
