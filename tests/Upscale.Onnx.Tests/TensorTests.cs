using System.Runtime.InteropServices;
using Google.Protobuf;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests;

public sealed class TensorTests
{
    [Fact]
    public void A_tensor_on_bytes_shares_them()
    {
        var bytes = MemoryMarshal.AsBytes<float>([1, 2, 3]).ToArray();

        var tensor = Tensor.FromBytes("w", ElementType.Float, [3], bytes);

        Assert.True(bytes.AsSpan().Overlaps(tensor.Bytes.Span));
        Assert.True(bytes.AsSpan().Overlaps(tensor.WithName("v").Bytes.Span));
        Assert.Equal([1f, 2f, 3f], tensor.FloatSpan.ToArray());
        Assert.Equal("v", tensor.WithName("v").Name);
        Assert.Equal("w", tensor.Name);
    }

    [Theory]
    [InlineData(new long[] { 2 })]
    [InlineData(new[] { -3L })]
    [InlineData(new[] { long.MaxValue, 3L })]
    public void A_tensor_on_bytes_of_another_size_is_refused(long[] dims) =>
        Assert.Throws<ArgumentException>(() => Tensor.FromBytes("w", ElementType.Float, dims, new byte[12]));

    [Fact]
    public void Half_precision_widens_to_single()
    {
        Half[] halves = [(Half)0.5f, (Half)(-2f), Half.MaxValue, Half.NaN];

        var raw = Tensor.FromBytes("w", ElementType.Float16, [4], MemoryMarshal.AsBytes<Half>(halves).ToArray());
        var typed = Typed(ElementType.Float16, [4], proto => proto.Int32Data.Add(halves.Select(half => (int)BitConverter.HalfToUInt16Bits(half))));

        Assert.Equal([0.5f, -2f, 65504f, float.NaN], raw.ToFloats());
        Assert.Equal(raw.Bytes.ToArray(), typed.Bytes.ToArray());
        Assert.Equal(raw.ToFloats(), typed.ToFloats());
    }

    [Fact]
    public void Brain_floats_widen_to_single()
    {
        var tensor = Typed(ElementType.BFloat16, [2], proto => proto.Int32Data.Add([0x3FC0, 0xC000]));

        Assert.Equal([1.5f, -2f], tensor.ToFloats());
    }

    [Fact]
    public void Every_typed_field_gives_the_bytes_of_its_type()
    {
        Assert.Equal(MemoryMarshal.AsBytes<float>([1.5f, -2]), Typed(ElementType.Float, [2], proto => proto.FloatData.Add([1.5f, -2])).Bytes.Span);
        Assert.Equal(MemoryMarshal.AsBytes([1.5, -2.0]), Typed(ElementType.Double, [2], proto => proto.DoubleData.Add([1.5, -2.0])).Bytes.Span);
        Assert.Equal(MemoryMarshal.AsBytes([5L, -6L]), Typed(ElementType.Int64, [2], proto => proto.Int64Data.Add([5, -6])).Bytes.Span);
        Assert.Equal(MemoryMarshal.AsBytes([5, -6]), Typed(ElementType.Int32, [2], proto => proto.Int32Data.Add([5, -6])).Bytes.Span);
        Assert.Equal(MemoryMarshal.AsBytes<short>([5, -6]), Typed(ElementType.Int16, [2], proto => proto.Int32Data.Add([5, -6])).Bytes.Span);
        Assert.Equal([5, 0xFA], Typed(ElementType.Int8, [2], proto => proto.Int32Data.Add([5, -6])).Bytes.ToArray());
        Assert.Equal([1, 0], Typed(ElementType.Bool, [2], proto => proto.Int32Data.Add([1, 0])).Bytes.ToArray());
        Assert.Equal(MemoryMarshal.AsBytes([uint.MaxValue]), Typed(ElementType.UInt32, [1], proto => proto.Uint64Data.Add(uint.MaxValue)).Bytes.Span);
        Assert.Equal(MemoryMarshal.AsBytes([ulong.MaxValue]), Typed(ElementType.UInt64, [1], proto => proto.Uint64Data.Add(ulong.MaxValue)).Bytes.Span);
        Assert.Equal(MemoryMarshal.AsBytes<float>([1, 2]), Typed(ElementType.Complex64, [1], proto => proto.FloatData.Add([1, 2])).Bytes.Span);
    }

    [Fact]
    public void Typed_fields_are_converted_once()
    {
        var tensor = Typed(ElementType.Float, [2], proto => proto.FloatData.Add([1, 2]));

        Assert.True(tensor.Bytes.Span.Overlaps(tensor.Bytes.Span, out var offset) && offset == 0);
        Assert.Equal([1f, 2f], tensor.WithName("other").ToFloats());
    }

    [Fact]
    public void Integers_of_every_width_widen()
    {
        Assert.Equal([5L, -6L], Typed(ElementType.Int8, [2], proto => proto.Int32Data.Add([5, -6])).ToInt64s());
        Assert.Equal([65535L], Typed(ElementType.UInt16, [1], proto => proto.Int32Data.Add(65535)).ToInt64s());
        Assert.Equal([3L, -1L, 7L], Tensor.FromBytes("q", ElementType.Int4, [3], new byte[] { 0xF3, 0x07 }).ToInt64s());
        Assert.Equal([3L, 15L, 7L], Tensor.FromBytes("q", ElementType.UInt4, [3], new byte[] { 0xF3, 0x07 }).ToInt64s());
        Assert.Equal([-1L, 1L, -2L, 0L], Tensor.FromBytes("q", ElementType.Int2, [4], new byte[] { 0b00_10_01_11 }).ToInt64s());
        Assert.Equal([5f, -6f], Typed(ElementType.Int64, [2], proto => proto.Int64Data.Add([5, -6])).ToFloats());
    }

    [Fact]
    public void Strings_have_texts_but_no_bytes()
    {
        var tensor = Typed(ElementType.String, [2], proto => proto.StringData.Add([ByteString.CopyFromUtf8("a"), ByteString.CopyFromUtf8("é")]));

        Assert.Equal(["a", "é"], tensor.ToTexts().AsSpan());
        Assert.Equal(["a", "é"], tensor.WithName("other").ToTexts().AsSpan());
        Assert.Throws<InvalidOperationException>(() => tensor.Bytes);
        Assert.Throws<InvalidOperationException>(tensor.ToFloats);
    }

    [Fact]
    public void Reading_another_type_than_is_there_is_refused()
    {
        var tensor = Tensor.FromInt64s("n", [1], [4]);

        Assert.Throws<InvalidOperationException>(() => tensor.FloatSpan.Length);
        Assert.Throws<InvalidOperationException>(() => tensor.ToTexts());
        Assert.Throws<InvalidOperationException>(() => Tensor.FromFloats("f", [], [1]).ToInt64s());
    }

    [Theory]
    [InlineData(ElementType.Float, 4, true)]
    [InlineData(ElementType.Float16, 2, true)]
    [InlineData(ElementType.Int64, 8, false)]
    [InlineData(ElementType.Bool, 1, false)]
    [InlineData(ElementType.Complex128, 16, false)]
    public void Element_types_have_sizes(ElementType type, int size, bool isFloat)
    {
        Assert.Equal(size, type.ByteSize());
        Assert.Equal(isFloat, type.IsFloat());
    }

    [Theory]
    [InlineData(ElementType.String)]
    [InlineData(ElementType.Undefined)]
    [InlineData(ElementType.Int4)]
    public void Some_element_types_have_no_size_in_bytes(ElementType type) =>
        Assert.Throws<InvalidOperationException>(() => type.ByteSize());

    private static Tensor Typed(ElementType type, long[] dims, Action<TensorProto> fill)
    {
        var proto = new TensorProto { Name = "t", DataType = (int)type };
        proto.Dims.Add(dims);
        fill(proto);
        return TensorCheck.Checked(proto, "test tensor");
    }
}
