using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Tests.Plans;

public sealed class ChannelTextTests
{
    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 5 }, "5")]
    [InlineData(new[] { 0, 1 }, "0,1")]
    [InlineData(new[] { 0, 1, 2, 3, 7, 9, 10, 11 }, "0-3,7,9-11")]
    [InlineData(new[] { 3, 2, 1, 0 }, "3,2,1,0")]
    [InlineData(new[] { 4, 5, 6, 0, 1 }, "4-6,0,1")]
    public void Numbers_become_ranges_and_back(int[] channels, string text)
    {
        Assert.Equal(text, ChannelText.Format(channels));
        Assert.Equal(channels, ChannelText.Parse(text, 16));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("1-2-3")]
    [InlineData("16")]
    [InlineData("0-16")]
    [InlineData("1,1")]
    [InlineData("0-3,2")]
    [InlineData("3-1")]
    [InlineData("0,,1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("99999999999")]
    public void Anything_else_is_refused(string text) => Assert.Null(ChannelText.Parse(text, 16));

    [Fact]
    public void Every_order_survives_the_round_trip()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            int[] order = [.. Enumerable.Range(0, random.Next(1, 40))];
            random.Shuffle(order);
            int[] some = order[..random.Next(order.Length + 1)];
            Assert.Equal(some, ChannelText.Parse(ChannelText.Format(some), order.Length));
        }
    }
}
