using Upscale.Onnx;
using Upscale.Pruning.Rewriting;

namespace Upscale.Pruning.Tests.Rewriting;

public sealed class WeightSlicerTests
{
    private static readonly Tensor Matrix = Tensor.FromFloats("w", [2, 3], [0, 1, 2, 10, 11, 12]);

    [Fact]
    public void An_axis_is_cut_and_permuted() =>
        AssertCut([2, 2], [2, 0, 12, 10], Matrix, new AxisCut(1, [2, 0]));

    [Fact]
    public void Two_axes_are_cut_at_once() =>
        AssertCut([1, 2], [12, 10], Matrix, new AxisCut(1, [2, 0]), new AxisCut(0, [1]));

    [Fact]
    public void Removed_channels_that_are_still_read_become_zero() =>
        AssertCut([2, 3], [0, 0, 2, 10, 0, 12], Matrix, new AxisCut(1, [0, 1, 2], [false, true, false]));

    [Fact]
    public void Zeros_follow_the_new_positions() =>
        AssertCut([2, 2], [0, 1, 0, 11], Matrix, new AxisCut(1, [2, 1], [true, false]));

    [Fact]
    public void Inner_axes_move_along() =>
        AssertCut([2, 1, 2], [2, 3, 6, 7], Tensor.FromFloats("w", [2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]), new AxisCut(1, [1]));

    [Fact]
    public void Every_group_has_its_own_positions() =>
        AssertCut(
            [4, 1], [1, 11, 20, 30], Tensor.FromFloats("w", [4, 2], [0, 1, 10, 11, 20, 21, 30, 31]), new AxisCut(1, [1, 2], Groups: 2));

    [Fact]
    public void A_cut_of_the_rows_decides_which_group_a_row_belongs_to() =>
        AssertCut(
            [2, 1], [11, 20],
            Tensor.FromFloats("w", [4, 2], [0, 1, 10, 11, 20, 21, 30, 31]),
            new AxisCut(0, [1, 2]), new AxisCut(1, [1, 2], Groups: 2));

    [Fact]
    public void Zeros_of_a_group_meet_only_its_rows() =>
        AssertCut(
            [2, 2], [0, 1, 20, 0],
            Tensor.FromFloats("w", [2, 2], [10, 1, 20, 21]),
            new AxisCut(1, [0, 1, 2, 3], [true, false, false, true], Groups: 2));

    [Fact]
    public void Half_precision_is_cut_bit_by_bit()
    {
        var cut = WeightSlicer.Cut(HalfTensor.From("w", [3], [1, -0f, 65504]), [new AxisCut(0, [2, 1])]);

        Assert.Equal(ElementType.Float16, cut.ElementType);
        Assert.Equal(HalfTensor.From("w", [2], [65504, -0f]).Bytes.ToArray(), cut.Bytes.ToArray());
    }

    [Fact]
    public void Nothing_to_do_returns_the_same_tensor()
    {
        Assert.Same(Matrix, WeightSlicer.Cut(Matrix, []));
        Assert.Same(Matrix, WeightSlicer.Cut(Matrix, [new AxisCut(0, [0, 1]), new AxisCut(1, [0, 1, 2])]));
    }

    [Fact]
    public void The_original_is_never_changed()
    {
        var before = Matrix.Bytes.ToArray();
        _ = WeightSlicer.Cut(Matrix, [new AxisCut(1, [0, 1, 2], [true, true, true])]);
        Assert.Equal(before, Matrix.Bytes.ToArray());
    }

    [Fact]
    public void Equal_cuts_have_the_same_description_and_others_not()
    {
        var cuts = new[]
        {
            new AxisCut(0, [0, 1]), new AxisCut(1, [0, 1]), new AxisCut(0, [1, 0]), new AxisCut(0, [0, 1], [false, true]), new AxisCut(0, [0, 1], Groups: 2),
        };

        Assert.Equal(cuts.Length, cuts.Select(cut => cut.Describe()).Distinct().Count());
        Assert.Equal(cuts[0].Describe(), new AxisCut(0, [0, 1]).Describe());
    }

    private static void AssertCut(long[] dims, float[] expected, Tensor tensor, params AxisCut[] cuts)
    {
        var cut = WeightSlicer.Cut(tensor, cuts);
        Assert.Equal("w", cut.Name);
        Assert.Equal(dims, cut.Dims);
        Assert.Equal(expected, cut.ToFloats());
    }
}
