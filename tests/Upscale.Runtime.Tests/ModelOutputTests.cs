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

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(1, new[] { 3 })]
    [InlineData(4, new[] { 3, 1, 2, 0 })]
    [InlineData(9, new[] { 3, 1, 2, 0, 4 })]
    public void The_largest_values_come_in_descending_order_and_the_first_of_equals_before_the_others(int count, int[] expected)
    {
        var output = new ModelOutput<float>(new[] { 1, 5, 5, 7, float.NaN }, new long[] { 1, 5 });

        var top = output.TopK(count);

        Assert.Equal(expected, top.Select(value => value.Index));
        Assert.Equal(expected.Select(index => output[index]), top.Select(value => value.Value));
        Assert.All(top, value => Assert.Null(value.Label));
        Assert.Throws<ArgumentOutOfRangeException>(() => output.TopK(-1));
    }

    [Fact]
    public void The_largest_of_many_are_those_that_sorting_finds()
    {
        var random = new Random(5);
        int[] values = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(500))];

        var top = new ModelOutput<int>(values, new long[] { 2000 }).TopK(300);

        Assert.Equal(Enumerable.Range(0, 2000).OrderByDescending(i => values[i]).ThenBy(i => i).Take(300), top.Select(value => value.Index));
    }

    [Fact]
    public void A_value_has_the_label_of_its_channel()
    {
        int[] values = [.. Enumerable.Range(0, 24)];
        var output = new ModelOutput<int>(values, new long[] { 2, 3, 4 }).WithLabels(1, ["a", "b", "c"]);

        Assert.Equal("a", output.LabelOf(3));
        Assert.Equal("b", output.LabelOf(16));
        Assert.Equal("c", output.TopK(1)[0].Label);
        Assert.Equal("c", output.At(1).TopK(1)[0].Label);
        Assert.Equal("b", output.At(0).LabelOf(4));
        Assert.Null(output.At(1).At(2).LabelOf(0));
        Assert.Null(new ModelOutput<int>(values, new long[] { 24 }).LabelOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => output.LabelOf(24));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    public void Labels_that_do_not_fit_are_refused(int axis) =>
        Assert.Throws<ArgumentException>(() => new ModelOutput<int>(new int[6], new long[] { 2, 3 }).WithLabels(axis, ["a", "b", "c"]));

    [Fact]
    public void A_channel_is_a_view()
    {
        int[] values = [.. Enumerable.Range(0, 24)];
        var output = new ModelOutput<int>(values, new long[] { 2, 3, 4 });

        Assert.Equal([4, 5, 6, 7], output.Channel(1).ToArray());
        Assert.Equal([20, 21, 22, 23], output.Channel(2, item: 1).ToArray());
        Assert.True(output.Channel(0).Overlaps(values));
        Assert.Equal([5], new ModelOutput<int>(values.AsMemory(0, 6), new long[] { 2, 3 }).Channel(2, 1).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => output.Channel(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => output.Channel(0, 2).Length);
        Assert.Throws<InvalidOperationException>(() => output.At(0).At(0).Channel(0).Length);
    }
}
