using GlyphPage.Comparison;
using GlyphPage.Painting;
using GlyphPage.Reading;
using Microsoft.ML.OnnxRuntime;

namespace Upscale.Samples.Tests.Page;

/// <summary>Pages are of a seed that neither training nor validation used.</summary>
public sealed class PageQualityTests : IDisposable
{
    private readonly PaintedPage[] _pages = [.. Enumerable.Range(0, 150).Select(i => PagePainter.Paint(seed: 77, i))];
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1 };
    private readonly DensePageReader _dense;
    private readonly PrunedPageReader _pruned;

    public PageQualityTests()
    {
        _dense = new(_options);
        _pruned = new(_options);
    }

    public void Dispose()
    {
        _dense.Dispose();
        _pruned.Dispose();
        _options.Dispose();
    }

    [Fact]
    public void The_pruned_network_finds_reads_and_finds_again_as_well_as_the_dense_one()
    {
        var dense = PageQuality.Measure(_dense, _pages);
        var pruned = PageQuality.Measure(_pruned, _pages);

        Assert.True(pruned is { Precision: > 0.99, Recall: > 0.99, Reading: > 0.98, Search: > 0.93 }, pruned.ToString());
        Assert.InRange(pruned.Precision, dense.Precision - 0.01, 1);
        Assert.InRange(pruned.Recall, dense.Recall - 0.01, 1);
        Assert.InRange(pruned.Reading, dense.Reading - 0.01, 1);
        Assert.InRange(pruned.Search, dense.Search - 0.02, 1);
    }

    [Fact]
    public void Features_are_those_of_the_dense_network_in_logical_order_alone()
    {
        // The pruned network is the masked one, not the dense one: alike, not equal.
        var agreement = FeatureAgreement.Measure(_dense, _pruned, _pages);

        Assert.InRange(agreement.Logical, 0.97, 0.9999);
        Assert.InRange(agreement.Physical, 0, 0.5);
    }
}
