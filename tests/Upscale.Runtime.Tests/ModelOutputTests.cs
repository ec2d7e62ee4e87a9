namespace Upscale.Runtime.Tests;

public sealed class ModelOutputTests
{
    [Theory]
    [InlineData(new float[] { 1, 3, 2 }, 1)]
    [InlineData(new float[] { 3, 3, 2 }, 0)]
    [InlineData(new float[] { float.NaN, -1, float.NaN, 0 }, 3)]
    [InlineData(new float[] { float.NegativeInfinity }, 0)]
    [InlineData(new float[] { float.NaN, float.NaN }, 0)]
    public void The_largest_value_is_found(float[] values, int expected) =>
        Assert.Equal(expected, new ModelOutput<float>(values, new long[] { 1, values.Length }).ArgMax());

    [Fact]
    public void Nothing_has_no_largest_value() =>
        Assert.Throws<InvalidOperationException>(() => new ModelOutput<int>(Array.Empty<int>(), new long[] { 0 }).ArgMax());

    [Fact]
    public void Items_of_a_batch_are_views()
    {
        int[] values = [.. Enumerable.Range(0, 24)];
        var output = new ModelOutput<int>(values, new long[] { 2, 3, 4 });

        var item = output.At(1);

        Assert.Equal([3L, 4L], item.Shape);
        Assert.Equal(12, item.Length);
        Assert.Equal([20, 21, 22, 23], item.At(2).ToArray());
        Assert.Equal(23, item.At(2).At(3)[0]);
        Assert.Equal(13, item[1]);
        Assert.True(item.Span.Overlaps(values));
        Assert.Throws<ArgumentOutOfRangeException>(() => output.At(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => output.At(-1));
        Assert.Throws<InvalidOperationException>(() => item.At(2).At(3).At(0));
    }

    [Fact]
    public void Values_are_copied_out()
    {
        var output = new ModelOutput<int>(new[] { 1, 2 }, new long[] { 2 });
        int[] room = new int[3];

        output.CopyTo(room);

        Assert.Equal([1, 2, 0], room);
        Assert.Throws<ArgumentException>(() => output.CopyTo(new int[1]));
    }
}
