using System.Globalization;
using GlyphPage;
using GlyphPage.Painting;
using GlyphPage.Reading;
using GlyphReader.Images;
using Microsoft.ML.OnnxRuntime;

namespace Upscale.Samples.Tests.Page;

public sealed class PageModelTests : IDisposable
{
    private static readonly string ModelPath = Path.Combine(AppContext.BaseDirectory, PageModel.ModelFileName);
    private static readonly string[] OutputNames = [PageModel.HeatName, PageModel.CharactersName, PageModel.FeaturesName];

    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1 };
    private readonly PageModel _model;

    public PageModelTests() => _model = new(_options);

    public void Dispose()
    {
        _model.Dispose();
        _options.Dispose();
    }

    [Fact]
    public void Every_output_is_a_member_of_the_result()
    {
        var seen = _model.Run(PagePainter.Paint(seed: 31, index: 0).ToInput());

        Assert.Equal([1, 1, 24, 24], seen.Heat.Shape);
        Assert.Equal([1, 36, 24, 24], seen.Characters.Shape);
        Assert.Equal([1, 64, 24, 24], seen.Features.Shape);
        Assert.All(seen.Heat.ToArray(), value => Assert.InRange(value, 0, 1));
        Assert.Equal(StrokeFont.Alphabet.Select(character => character.ToString()), PageModel.CharactersLabels);
    }

    [Fact]
    public void The_file_has_the_features_in_another_order_and_says_so()
    {
        int[] order = [.. PageModel.FeaturesOrder.ToArray().Select(place => (int)place)];

        Assert.Equal(Enumerable.Range(0, 64), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 64), order);
        Assert.Equal(OrderInFile(), order);
        Assert.Equal(["upscale.output.features.order"], _model.Session.ModelMetadata.CustomMetadataMap.Keys.Where(key => key.EndsWith(".order", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_logical_channel_is_the_one_that_the_file_has_at_its_place()
    {
        var pixels = PagePainter.Paint(seed: 31, index: 1).ToInput();
        var raw = RunFile(pixels);
        var order = OrderInFile();

        var seen = _model.Run(pixels);
        var copy = new float[PageGrid.CellCount * 64];
        seen.Features.CopyTo(copy);

        for (var channel = 0; channel < 64; channel++)
        {
            var expected = raw[2].AsSpan(order[channel] * PageGrid.CellCount, PageGrid.CellCount);
            Assert.Equal(expected, seen.Features.Channel(channel));
            Assert.Equal(expected, seen.Features.At(0).At(channel).Span);
            Assert.Equal(expected, copy.AsSpan(channel * PageGrid.CellCount, PageGrid.CellCount));
        }

        Assert.Equal(raw[0], seen.Heat.ToArray());
        Assert.Equal(raw[1], seen.Characters.ToArray());
    }

    [Fact]
    public void The_callers_memory_receives_what_the_result_has()
    {
        var pixels = PagePainter.Paint(seed: 31, index: 2).ToInput();
        var maps = new PageMaps();

        var seen = _model.Run(pixels);
        _model.Run(pixels, maps.Heat, maps.Characters, maps.Features);

        Assert.Equal(seen.Heat.ToArray(), maps.Heat);
        Assert.Equal(seen.Characters.ToArray(), maps.Characters);
        Assert.Equal(seen.Features.ToArray(), maps.Features);
    }

    private int[] OrderInFile()
    {
        var text = _model.Session.ModelMetadata.CustomMetadataMap["upscale.output.features.order"];
        Assert.StartsWith("1:", text, StringComparison.Ordinal);
        return [.. text[2..].Split(',').Select(place => int.Parse(place, CultureInfo.InvariantCulture))];
    }

    private float[][] RunFile(float[] pixels)
    {
        using var session = new InferenceSession(ModelPath, _options);
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 1, PagePainter.Size, PagePainter.Size]);
        using var outputs = session.Run(run, [PageModel.PixelsName], [input], OutputNames);
        return [.. outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray())];
    }
}
