using Microsoft.ML.OnnxRuntime.Tensors;
using Upscale.Onnx;

namespace Upscale.Runtime.Tests;

/// <summary>Large inputs and outputs stay in the caller's memory where that saves a copy.</summary>
public sealed class LendingTests
{
    private const int Width = 8192;

    [Fact]
    public void Memory_is_borrowed_when_it_is_given_twice_in_a_row()
    {
        var memory = new LentMemory();

        Assert.Equal([0, 1, 1, 0, 2, 2, 0, 0], ((nint[])[1, 1, 1, 2, 2, 2, 0, 2]).Select(offered =>
        {
            memory.Choose(offered);
            return memory.Address;
        }));
    }

    [Fact]
    public void Memory_that_keeps_changing_is_borrowed_no_longer()
    {
        var memory = new LentMemory();
        int changes = Enumerable.Range(0, 1000).Count(i => memory.Choose(1 + (i / 3 % 2)));

        Assert.InRange(changes, 2, 20);
        Assert.Equal(0, memory.Address);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Results_are_right_whatever_memory_is_given(bool isFree)
    {
        using var session = Sum(isFree ? -1 : 2);
        var random = new Random(7);
        float[][] inputs = [.. Enumerable.Range(0, 4).Select(_ => Random(random, 3 * Width))];
        float[][] outputs = [.. Enumerable.Range(0, 3).Select(_ => new float[3 * Width])];
        var (x, y, result) = (inputs[0], inputs[1], outputs[0]);
        for (int run = 0; run < 300; run++)
        {
            (x, y, result) = (Pick(x, inputs), Pick(y, inputs), Pick(result, outputs));
            int rows = isFree ? random.Next(1, 4) : 2;
            Run(session, x.AsSpan(0, rows * Width), y.AsSpan(0, rows * Width), result.AsSpan(0, rows * Width), rows);

            Assert.True(x.Zip(y, (a, b) => a + b).Take(rows * Width).SequenceEqual(result.Take(rows * Width)), $"run {run}");
            if (random.Next(20) == 0)
            {
                inputs[random.Next(4)] = Random(random, 3 * Width);
                GC.Collect();
            }
        }

        T Pick<T>(T last, T[] all) => random.Next(3) == 0 ? all[random.Next(all.Length)] : last;
    }

    [Fact]
    public void An_output_may_overwrite_an_input()
    {
        using var session = Sum(2);
        float[] x = Random(new Random(1), 2 * Width);
        for (int run = 0; run < 4; run++)
        {
            float[] expected = [.. x.Select(value => value + value)];
            Run(session, x, x, x, 2);
            Assert.Equal(expected, x);
            Array.Reverse(x);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_is_allocated_once_warm(int arrays)
    {
        using var session = Sum(2);
        float[][] inputs = [.. Enumerable.Range(0, arrays).Select(_ => new float[2 * Width])];
        float[][] outputs = [.. Enumerable.Range(0, arrays).Select(_ => new float[2 * Width])];
        for (int run = 0; run < 200; run++)
        {
            Once(run);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 200; run++)
        {
            Once(run);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Once(int run) => Run(session, inputs[run / 3 % arrays], inputs[0], outputs[run / 2 % arrays], 2);
    }

    [Fact]
    public void Eight_threads_with_memory_of_their_own_share_a_session()
    {
        using var session = Sum(2);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, seed =>
        {
            var random = new Random(seed);
            float[] x = Random(random, 2 * Width);
            float[] y = Random(random, 2 * Width);
            float[] expected = [.. x.Zip(y, (a, b) => a + b)];
            float[] result = new float[2 * Width];
            for (int run = 0; run < 100; run++)
            {
                Array.Clear(result);
                Run(session, x, y, result, 2);
                Assert.Equal(expected, result);
            }
        });
    }

    [Fact]
    public void An_output_that_does_not_fit_is_refused()
    {
        using var session = Sum(2);

        var thrown = Assert.Throws<ArgumentException>(() => Run(session, new float[2 * Width], new float[2 * Width], new float[3 * Width], 2));

        Assert.Contains("the span for it has room for 24576", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_was_lent_can_be_read_in_other_ways_too()
    {
        using var session = Sum(2);
        float[] x = Random(new Random(2), 2 * Width);
        float[] lent = new float[2 * Width];
        for (int run = 0; run < 3; run++)
        {
            float[] other = new float[2 * Width];
            using var call = session.Begin();
            call.SetInput<float>(0, x, "x");
            call.SetInput<float>(1, x, "y");
            call.LendOutput(0, lent.AsSpan());
            call.Run(default);
            call.CopyOutput(0, other.AsSpan(), "other");

            Assert.Equal(x.Select(value => value + value), other);
            Assert.Equal(other, call.ReadOutput<float>(0).ToArray());
        }
    }

    private static void Run(ModelSession session, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> sum, int rows)
    {
        ReadOnlySpan<long> shape = [rows, Width];
        using var call = session.Begin();
        call.SetInput(0, x, shape, "x");
        call.SetInput(1, y, shape, "y");
        call.SetOutput(0, shape);
        call.LendOutput(0, sum);
        call.Run(default);
        call.CopyOutput(0, sum, "sum");
    }

    private static float[] Random(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];

    /// <summary>x + y over [rows, 8192].</summary>
    private static ModelSession Sum(long rows)
    {
        var builder = new ModelBuilder();
        Dim dim = rows < 0 ? Dim.Symbolic("N") : rows;
        string sum = builder.Add(builder.Input("x", dim, Width), builder.Input("y", dim, Width));
        builder.Output(sum, dim, Width);
        TensorSignature Describe(string name) => new(name, TensorElementType.Float, [rows, Width]);
        return TestModels.Open(builder.Build(), new ModelSignature("Sum", "sum.onnx", [Describe("x"), Describe("y")], [Describe(sum)]));
    }
}
