namespace Upscale.Runtime.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public void Parallel_calls_do_not_disturb_each_other()
    {
        using var session = TestModels.Doubling();
        using var batched = TestModels.DoublingBatches();

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, seed =>
        {
            float[] values = [.. Enumerable.Range(seed * 6, 6).Select(i => (float)i)];
            float[] result = new float[6];
            ModelCallTests.Run(session, values, result);
            Assert.Equal(values.Select(value => value * 2), result);

            int batch = 1 + (seed % 3);
            float[] many = [.. Enumerable.Repeat(values, batch).SelectMany(item => item)];
            using var call = batched.Begin();
            call.SetInput<float>(0, many, [batch, 6], "x");
            call.Run(default);
            Assert.Equal(many.Select(value => value * 2), call.ReadOutput<float>(0).ToArray());
        });
    }

    [Fact]
    public void A_warm_call_allocates_nothing()
    {
        using var session = TestModels.Classifier();
        float[] pixels = new float[3 * 16 * 16];
        float[] logits = new float[10];
        for (int i = 0; i < 50; i++)
        {
            ModelCallTests.Run(session, pixels, logits);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            ModelCallTests.Run(session, pixels, logits);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_warm_call_with_an_order_allocates_nothing()
    {
        using var session = TestModels.Classifier();
        float[] pixels = new float[3 * 16 * 16];
        float[] logits = new float[10];
        ushort[] order = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
        Repeat(50);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(100);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Repeat(int times)
        {
            for (int i = 0; i < times; i++)
            {
                using var call = session.Begin();
                call.SetInput<float>(0, pixels, "x");
                call.Run(default);
                call.CopyOutput(0, logits.AsSpan(), 1, order, "y");
            }
        }
    }

    [Fact]
    public void A_warm_batch_of_the_same_size_allocates_nothing()
    {
        using var session = TestModels.DoublingBatches();
        float[] values = [.. Enumerable.Range(0, 18).Select(i => (float)i)];
        float[] result = new float[18];
        long[] shape = [3, 6];
        Repeat(50);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(100);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(values.Select(value => value * 2), result);

        void Repeat(int times)
        {
            for (int i = 0; i < times; i++)
            {
                using var call = session.Begin();
                call.SetInput<float>(0, values, shape, "x");
                call.SetOutput(0, shape);
                call.Run(default);
                call.CopyOutput(0, result.AsSpan(), "y");
            }
        }
    }

    [Fact]
    public void Buffers_of_finished_calls_are_used_again()
    {
        using var session = TestModels.Doubling();
        var pool = new RunBufferPool();
        var buffers = new RunBuffers(session.InferenceSession, session.Signature, bindsOnce: true);
        pool.Return(buffers);

        Assert.Same(buffers, pool.TryTake());
        Assert.Null(pool.TryTake());
        buffers.Dispose();
        pool.Dispose();
    }

    [Fact]
    public void Inputs_that_a_device_copies_are_bound_for_every_run()
    {
        using var session = TestModels.Doubling();
        using var buffers = new RunBuffers(session.InferenceSession, session.Signature, bindsOnce: false);
        foreach (float value in (float[])[1, 2, 3])
        {
            buffers.SetInput(0, LentSpan.Of<float>(0, [value, 0, 0, 0, 0, 0]).Bytes, [1, 6]);
            buffers.Run(LentSpan.None, LentSpan.None, default);
            Assert.Equal(value * 2, buffers.Output<float>(0)[0]);
        }
    }

    [Fact]
    public void A_cancelled_call_does_not_start()
    {
        using var session = TestModels.Doubling();

        Assert.Throws<OperationCanceledException>(() =>
        {
            using var call = session.Begin();
            call.SetInput<float>(0, new float[6], "x");
            call.Run(new CancellationToken(canceled: true));
        });
    }

    [Fact]
    public async Task Cancelling_stops_a_run_and_later_ones_work()
    {
        using var session = TestModels.Counting();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() => Count(session, long.MaxValue, cancellation.Token)));

        Assert.Equal(3, Count(session, 3, default));

        static float Count(ModelSession session, long times, CancellationToken cancellationToken)
        {
            long[] values = [times];
            using var call = session.Begin();
            call.SetInput<long>(0, values, "times");
            call.Run(cancellationToken);
            return call.ReadOutput<float>(0)[0];
        }
    }

    [Fact]
    public void Disposal_lets_calls_in_flight_finish()
    {
        var session = TestModels.Doubling();
        float[] result = new float[6];
        using (var call = session.Begin())
        {
            session.Dispose();
            call.SetInput<float>(0, [1, 2, 3, 4, 5, 6], "x");
            call.Run(default);
            call.CopyOutput(0, result.AsSpan(), "y");
        }

        Assert.Equal([2, 4, 6, 8, 10, 12], result);
        Assert.Throws<ObjectDisposedException>(() => session.Begin().Dispose());
        Assert.Throws<ObjectDisposedException>(() => session.InferenceSession);
        session.Dispose();
    }

    [Fact]
    public void Disposing_while_others_run_is_safe()
    {
        for (int round = 0; round < 20; round++)
        {
            using var session = TestModels.Doubling();
            Parallel.For(0, 16, i =>
            {
                if (i == 8)
                {
                    session.Dispose();
                    return;
                }

                try
                {
                    Assert.Equal(12, ModelCallTests.Read(session, [1, 2, 3, 4, 5, 6])[5]);
                }
                catch (ObjectDisposedException)
                {
                    Assert.True(i != 8);
                }
            });
        }
    }
}
