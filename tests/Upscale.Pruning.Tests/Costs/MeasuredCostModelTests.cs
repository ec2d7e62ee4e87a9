using Upscale.Pruning.Costs;

namespace Upscale.Pruning.Tests.Costs;

public sealed class MeasuredCostModelTests
{
    private const int Digits = 9;

    private static readonly MeasuredCostModel Costs = new(SampleTable.Create(SampleTable.Convolutions, SampleTable.Depthwise, SampleTable.Products));

    [Theory]
    [InlineData(8, 8, 4)]
    [InlineData(16, 64, 40)]
    [InlineData(8, 96, 30)]
    [InlineData(24, 32, 30)]
    public void Whole_blocks_are_read_off_the_grid_and_its_lines(int inputs, int outputs, double seconds) =>
        Assert.Equal(seconds, Costs.Compute(Convolution(inputs, outputs)), Digits);

    [Theory]
    [InlineData(12, 8, 8)]
    [InlineData(8, 9, 6)]
    [InlineData(8, 25, 10)]
    public void Widths_within_a_block_take_the_time_of_the_block(int inputs, int outputs, double seconds) =>
        Assert.Equal(seconds, Costs.Compute(Convolution(inputs, outputs)), Digits);

    [Theory]
    [InlineData(40, 14)]
    [InlineData(48, 16)]
    [InlineData(88, 28)]
    public void The_first_block_of_a_set_takes_more_than_the_others(int outputs, double seconds) =>
        Assert.Equal(seconds, Costs.Compute(Convolution(8, outputs)), Digits);

    [Fact]
    public void Times_that_do_not_grow_with_the_width_stay_times()
    {
        var flat = SampleTable.Convolutions with { Seconds = [.. SampleTable.Convolutions.Seconds.Select(_ => 4.0)] };

        Assert.Equal(4, new MeasuredCostModel(SampleTable.Create(flat)).Compute(Convolution(8, 40)), Digits);
    }

    [Fact]
    public void Beyond_the_grid_its_last_line_goes_on() =>
        Assert.Equal(60, Costs.Compute(Convolution(8, 192)), Digits);

    [Theory]
    [InlineData(10, 8, 3 * 5)]
    [InlineData(14, 12, 3 * 8.75)]
    public void Widths_without_a_blocked_kernel_take_longer_by_the_measured_factor(int inputs, int outputs, double seconds) =>
        Assert.Equal(seconds, Costs.Compute(Convolution(inputs, outputs)), Digits);

    [Theory]
    [InlineData(16, 2)]
    [InlineData(12, 2)]
    [InlineData(14, 4 * 1.75)]
    public void Depthwise_convolutions_have_a_grid_of_one_width(int channels, double seconds) =>
        Assert.Equal(seconds, Costs.Compute(new ConvolutionLayer(SampleTable.Geometry, channels, channels, channels)), Digits);

    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(15, 20, 3)]
    [InlineData(20, 40, 8)]
    public void Products_lie_on_planes_between_their_points(int inputs, int outputs, double seconds) =>
        Assert.Equal(seconds, Costs.Compute(new ProductLayer(1, inputs, outputs)), Digits);

    [Fact]
    public void An_unknown_kind_is_analytic_at_this_machines_median_speed()
    {
        var layer = new ProductLayer(2, 300, 500);

        Assert.Equal(6 * CostModel.Analytic.Compute(layer), Costs.Compute(layer), Digits);
    }

    [Fact]
    public void An_empty_table_knows_no_better_than_the_analytic_model()
    {
        var layer = new ProductLayer(2, 300, 500);

        Assert.Equal(CostModel.Analytic.Compute(layer), new MeasuredCostModel(SampleTable.Create()).Compute(layer), Digits);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(150, 1.5)]
    [InlineData(300, 4)]
    [InlineData(500, 8)]
    [InlineData(0, 0)]
    public void Bytes_are_timed_along_lines(long bytes, double unit)
    {
        Assert.Equal(unit, Costs.Copy(bytes), Digits);
        Assert.Equal(2 * unit, Costs.Reorder(bytes), Digits);
        Assert.Equal(3 * unit, Costs.Elementwise(bytes), Digits);
        Assert.Equal(4 * unit, Costs.Transcendental(bytes), Digits);
    }

    [Fact]
    public void The_name_says_where_the_figures_come_from()
    {
        Assert.Equal("measured on processor, runtime, 1 thread", Costs.Name);
        Assert.Equal(SampleTable.Block, Costs.Block);
    }

    [Fact]
    public void A_kind_that_is_measured_again_replaces_the_old_times()
    {
        var table = SampleTable.Create(SampleTable.Convolutions).With([SampleTable.Convolutions with { PlainFactor = 9 }, SampleTable.Products]);

        Assert.Equal(2, table.Layers.Count);
        Assert.Equal(9, table.Layers[SampleTable.Convolutions.Kind].PlainFactor);
    }

    private static ConvolutionLayer Convolution(int inputs, int outputs) => new(SampleTable.Geometry, inputs, outputs);
}
