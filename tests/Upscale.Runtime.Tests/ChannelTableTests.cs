namespace Upscale.Runtime.Tests;

public sealed class ChannelTableTests
{
    [Theory]
    [InlineData(0, new[] { 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, new ushort[] { 1, 0 })]
    [InlineData(1, new[] { 8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 16, 17, 18, 19 }, new ushort[] { 2, 0, 1 })]
    [InlineData(2, new[] { 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 19, 18, 17, 16, 23, 22, 21, 20 }, new ushort[] { 3, 2, 1, 0 })]
    public void Each_axis_can_be_reordered(int axis, int[] expected, ushort[] order)
    {
        int[] source = [.. Enumerable.Range(0, 24)];
        int[] destination = new int[24];

        ChannelTable.Copy<int, ushort>(source, [2, 3, 4], axis, order, destination);

        Assert.Equal(expected, destination);
    }

    [Fact]
    public void A_table_of_another_length_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => ChannelTable.Copy<int, int>(new int[6], [2, 3], 1, [1, 0], new int[6]));
}
