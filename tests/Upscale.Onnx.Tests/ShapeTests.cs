namespace Upscale.Onnx.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void A_shape_prints_sizes_symbols_and_unknowns() =>
        Assert.Equal("[N,3,?]", new Shape(Dim.Symbolic("N"), 3, Dim.Unknown).ToString());

    [Fact]
    public void Equal_dimensions_make_equal_shapes()
    {
        var shape = new Shape(Dim.Symbolic("N"), 3);

        Assert.Equal(new Shape([Dim.Symbolic("N"), Dim.Known(3)]), shape);
        Assert.Equal(shape.GetHashCode(), new Shape(Dim.Symbolic("N"), 3).GetHashCode());
        Assert.NotEqual(shape, shape.With(1, 4));
        Assert.NotEqual(shape, Shape.Scalar);
    }

    [Theory]
    [InlineData(new long[] { }, 1L)]
    [InlineData(new long[] { 2, 3 }, 6L)]
    [InlineData(new[] { long.MaxValue, 0 }, 0L)]
    [InlineData(new[] { long.MaxValue, long.MaxValue, long.MaxValue, 0 }, 0L)]
    [InlineData(new[] { long.MaxValue, 2 }, null)]
    [InlineData(new[] { long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue }, null)]
    public void The_element_count_is_the_product_unless_it_overflows(long[] sizes, long? expected) =>
        Assert.Equal(expected, new Shape(sizes.Select(Dim.Known)).ElementCount);

    [Fact]
    public void A_shape_with_a_symbol_is_not_static()
    {
        Assert.False(new Shape(Dim.Symbolic("N"), 3).IsStatic);
        Assert.Null(new Shape(Dim.Symbolic("N"), 3).ElementCount);
        Assert.True(Shape.Scalar.IsStatic);
    }

    [Fact]
    public void Unknown_dimensions_are_equal_values_but_not_the_same_size()
    {
        Assert.Equal(Dim.Unknown, default);
        Assert.False(Dim.Unknown.SameAs(Dim.Unknown));
        Assert.True(Dim.Symbolic("N").SameAs(Dim.Symbolic("N")));
        Assert.False(Dim.Symbolic("N").SameAs(Dim.Symbolic("M")));
        Assert.True(Dim.Known(0).SameAs(0));
        Assert.NotEqual(Dim.Known(0), Dim.Unknown);
    }

    [Fact]
    public void Only_known_dimensions_have_a_size()
    {
        Assert.Throws<InvalidOperationException>(() => Dim.Symbolic("N").Size);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dim.Known(-1));
        Assert.Throws<ArgumentException>(() => Dim.Symbolic(""));
    }
}
