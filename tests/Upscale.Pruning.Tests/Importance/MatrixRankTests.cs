using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Tests.Importance;

public sealed class MatrixRankTests
{
    [Theory]
    [InlineData(0, 2, 3, new double[] { 0, 0, 0, 0, 0, 0 })]
    [InlineData(1, 2, 3, new double[] { 1, 2, 3, -2, -4, -6 })]
    [InlineData(1, 1, 3, new double[] { 0, 0, 5 })]
    [InlineData(1, 3, 1, new double[] { 1, 2, 3 })]
    [InlineData(2, 3, 3, new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(3, 3, 3, new double[] { 0, 0, 1, 1, 0, 0, 0, 1, 0 })]
    [InlineData(2, 2, 3, new double[] { 1, 1, 1, 1, 1, 1.001 })]
    [InlineData(2, 4, 2, new double[] { 0, 1, 0, 2, 1, 1, 3, 3 })]
    public void Rows_that_are_no_combination_of_others_are_counted(int expected, int height, int width, double[] matrix) =>
        Assert.Equal(expected, MatrixRank.Of(matrix, height, width));

    [Theory]
    [InlineData(1e-9, 1)]
    [InlineData(1e-5, 2)]
    public void A_difference_below_single_precision_does_not_count(double difference, int expected) =>
        Assert.Equal(expected, MatrixRank.Of([1, 1, 1, 1 + difference], 2, 2));

    [Theory]
    [InlineData(1e-20)]
    [InlineData(1e20)]
    public void The_scale_does_not_matter(double scale) =>
        Assert.Equal(2, MatrixRank.Of([scale, 2 * scale, 3 * scale, 4 * scale, 5 * scale, 6 * scale, 7 * scale, 8 * scale, 9 * scale], 3, 3));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Values_that_are_no_numbers_have_no_rank(double value) =>
        Assert.Equal(double.NaN, MatrixRank.Of([1, 0, value, 1], 2, 2));

    [Theory]
    [InlineData(7, 20, 30)]
    [InlineData(20, 20, 30)]
    [InlineData(13, 40, 16)]
    public void A_product_of_thin_matrices_has_their_rank(int rank, int height, int width)
    {
        var random = new Random(rank);
        double[] left = [.. Enumerable.Range(0, height * rank).Select(_ => random.NextDouble() - 0.5)];
        double[] right = [.. Enumerable.Range(0, rank * width).Select(_ => random.NextDouble() - 0.5)];
        var product = new double[height * width];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = (float)Enumerable.Range(0, rank).Sum(k => left[(i / width * rank) + k] * right[(k * width) + (i % width)]);
        }

        Assert.Equal(rank, MatrixRank.Of(product, height, width));
    }
}
