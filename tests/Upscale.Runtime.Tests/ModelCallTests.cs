using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Upscale.Onnx;

namespace Upscale.Runtime.Tests;

public sealed class ModelCallTests
{
    private static readonly float[] Values = [1, 2, 3, 4, 5, 6];
    private static readonly float[] Doubled = [2, 4, 6, 8, 10, 12];

    [Fact]
    public void An_output_is_copied_to_the_callers_span()
    {
        using var session = TestModels.Doubling();
        float[] result = new float[6];

        Run(session, Values, result);

        Assert.Equal(Doubled, result);
    }

    [Fact]
    public void An_output_outlives_later_runs()
    {
        using var session = TestModels.Doubling();

        var first = Read(session, Values);
        Read(session, new float[6]);

        Assert.Equal(Doubled, first.ToArray());
        Assert.Equal([1L, 6L], first.Shape);
    }

    [Fact]
    public void Batches_may_differ_in_size()
    {
        using var session = TestModels.DoublingBatches();
        foreach (int batch in (int[])[1, 3, 2, 3, 0, 1])
        {
            float[] values = [.. Enumerable.Range(0, batch * 6).Select(i => (float)i)];
            float[] result = new float[values.Length];

            using var call = session.Begin();
            call.SetInput<float>(0, values, [batch, 6], "x");
            call.Run(default);
            call.CopyOutput(0, result.AsSpan(), "y");
            var output = call.ReadOutput<float>(0);

            Assert.Equal(values.Select(value => value * 2), result);
            Assert.Equal([batch, 6L], output.Shape);
            Assert.Equal(result, output.ToArray());
        }
    }

    [Fact]
    public void Announced_and_unannounced_output_shapes_may_alternate()
    {
        using var session = TestModels.DoublingBatches();
        foreach ((int batch, bool announced) in ((int, bool)[])[(1, true), (2, false), (1, true), (2, true), (2, false), (0, true), (3, true)])
        {
            float[] values = [.. Enumerable.Range(0, batch * 6).Select(i => (float)i)];
            using var call = session.Begin();
            call.SetInput<float>(0, values, [batch, 6], "x");
            if (announced)
            {
                call.SetOutput(0, [batch, 6]);
            }

            call.Run(default);
            Assert.Equal(values.Select(value => value * 2), call.ReadOutput<float>(0).ToArray());
        }
    }

    [Fact]
    public void A_wrongly_announced_output_shape_fails_the_run()
    {
        using var session = TestModels.DoublingBatches();

        Assert.Throws<OnnxRuntimeException>(() =>
        {
            using var call = session.Begin();
            call.SetInput<float>(0, Values, [1, 6], "x");
            call.SetOutput(0, [2, 6]);
            call.Run(default);
        });

        Assert.Equal(2, Read(session));

        static float Read(ModelSession session)
        {
            using var call = session.Begin();
            call.SetInput<float>(0, Values, [1, 6], "x");
            call.Run(default);
            return call.ReadOutput<float>(0)[0];
        }
    }

    [Fact]
    public void An_output_may_have_a_size_that_only_the_run_tells()
    {
        using var session = TestModels.NonZero();

        Assert.Equal([1, 3, 4], Places(session, [0, 1, 0, 2, 3]));
        Assert.Equal([0], Places(session, [5, 0, 0, 0, 0]));
        Assert.Empty(Places(session, new float[5]));

        static long[] Places(ModelSession session, float[] values)
        {
            using var call = session.Begin();
            call.SetInput<float>(0, values, "x");
            call.Run(default);
            return call.ReadOutput<long>(0).ToArray();
        }
    }

    [Fact]
    public void Channels_come_in_logical_order()
    {
        using var session = TestModels.Doubling();
        using var call = session.Begin();
        call.SetInput<float>(0, Values, "x");
        call.Run(default);
        float[] result = new float[6];

        call.CopyOutput(0, result.AsSpan(), 1, (ushort[])[5, 0, 4, 1, 3, 2], "y");

        Assert.Equal([12, 2, 10, 4, 8, 6], result);
        Assert.Equal(result, call.ReadOutput<float>(0, 1, (int[])[5, 0, 4, 1, 3, 2]).ToArray());
        Assert.Equal(result, call.ReadOutput<float>(0, 1, (ushort[])[5, 0, 4, 1, 3, 2]).ToArray());
    }

    [Fact]
    public void Every_element_type_runs()
    {
        Check<double>(ElementType.Double, TensorElementType.Double, [1, 2, 3, 4]);
        Check<sbyte>(ElementType.Int8, TensorElementType.Int8, [1, -2, 3, 4]);
        Check<short>(ElementType.Int16, TensorElementType.Int16, [1, -2, 3, 4]);
        Check(ElementType.Int32, TensorElementType.Int32, [1, -2, 3, 4]);
        Check<long>(ElementType.Int64, TensorElementType.Int64, [1, -2, 3, 4]);
        Check<byte>(ElementType.UInt8, TensorElementType.UInt8, [1, 2, 3, 255]);
        Check<ushort>(ElementType.UInt16, TensorElementType.UInt16, [1, 2, 3, 4]);
        Check<uint>(ElementType.UInt32, TensorElementType.UInt32, [1, 2, 3, 4]);
        Check<ulong>(ElementType.UInt64, TensorElementType.UInt64, [1, 2, 3, 4]);
        Check(ElementType.Bool, TensorElementType.Bool, [true, false, true, true]);
        Check(ElementType.Float16, TensorElementType.Float16, [(Half)1, (Half)(-2), (Half)0.5f, Half.MaxValue]);
        Check(ElementType.BFloat16, TensorElementType.BFloat16, [new BFloat16(0x3F80), default, default, default]);

        static void Check<T>(ElementType type, TensorElementType runtimeType, T[] values)
            where T : unmanaged, IComparable<T>
        {
            using var session = TestModels.Identity(type, runtimeType);
            using var call = session.Begin();
            call.SetInput<T>(0, values, "x");
            call.Run(default);
            Assert.Equal(values, call.ReadOutput<T>(0).ToArray());
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void A_wrong_input_length_is_named(int length)
    {
        using var session = TestModels.Doubling();

        var thrown = Assert.Throws<ArgumentException>("x", () => Run(session, new float[length], new float[6]));

        Assert.Contains($"The input 'x' of My.App.Doubling takes 6 values, [1,6]; {length} were given.", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void A_wrong_output_length_is_named(int length)
    {
        using var session = TestModels.Doubling();

        var thrown = Assert.Throws<ArgumentException>("y", () => Run(session, new float[6], new float[length]));

        Assert.Contains($"The output 'mul_0' of My.App.Doubling has 6 values, [1,6]; the span for it has room for {length}.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_or_huge_batch_is_refused()
    {
        using var session = TestModels.DoublingBatches();

        Assert.Throws<ArgumentOutOfRangeException>(() => Batch(session, -1));
        Assert.Throws<ArgumentException>(() => Batch(session, int.MaxValue));

        static void Batch(ModelSession session, int batch)
        {
            using var call = session.Begin();
            call.SetInput<float>(0, Values, [batch, 6], "x");
        }
    }

    [Fact]
    public void A_wrong_element_type_is_refused()
    {
        using var session = TestModels.Doubling();

        Assert.Throws<ArgumentException>(() =>
        {
            using var call = session.Begin();
            call.SetInput<int>(0, new int[6], "x");
        });
    }

    internal static void Run(ModelSession session, ReadOnlySpan<float> values, Span<float> result)
    {
        using var call = session.Begin();
        call.SetInput(0, values, "x");
        call.Run(default);
        call.CopyOutput(0, result, "y");
    }

    internal static ModelOutput<float> Read(ModelSession session, ReadOnlySpan<float> values)
    {
        using var call = session.Begin();
        call.SetInput(0, values, "x");
        call.Run(default);
        return call.ReadOutput<float>(0);
    }
}
