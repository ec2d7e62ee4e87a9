using System.Globalization;
using GlyphReader.Images;
using PuppeteerSharp;
using Upscale.Samples.Tests.Browsing;

namespace Upscale.Samples.Tests.Web;

public sealed class PageTests(GlyphSite site, Chromium chromium) : IClassFixture<GlyphSite>, IClassFixture<Chromium>
{
    private static readonly ViewPortOptions Desktop = new() { Width = 1100, Height = 760 };
    private static readonly ViewPortOptions Phone = new() { Width = 390, Height = 844, HasTouch = true, IsMobile = true };

    [ChromiumFact]
    public async Task Every_character_drawn_with_the_mouse_is_read()
    {
        await using var page = await chromium.OpenAsync(site.Address, Desktop);
        var read = "";
        foreach (var character in StrokeFont.Alphabet)
        {
            await page.DrawAsync(character);
            read += await page.ReadingAsync();
            await page.ClickAsync("#clear");
        }

        Assert.Equal(StrokeFont.Alphabet, read);
    }

    [ChromiumFact]
    public async Task The_scores_are_shown_with_the_reading()
    {
        await using var page = await chromium.OpenAsync(site.Address, Desktop);
        await page.DrawAsync('R');

        Assert.Equal("R", await page.ReadingAsync());
        Assert.Equal("This looks like R.", await page.TextAsync("#status"));
        var labels = await page.AllAsync("#scores li b", "textContent");
        var bars = (await page.AllAsync("#scores progress", "value")).Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(5, labels.Length);
        Assert.Equal("R", labels[0]);
        Assert.Equal(bars.OrderDescending(), bars);
        Assert.True(bars[0] > 0.5, $"the bar of R shows {bars[0]}");
        await page.SaveAsync("glyph-web");
    }

    [ChromiumFact]
    public async Task A_small_drawing_by_touch_in_a_corner_is_read_too()
    {
        await using var page = await chromium.OpenAsync(site.Address, Phone);
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = "dark" }]);
        await page.TouchAsync('5', height: 0.25, left: 0.05, top: 0.1);

        Assert.Equal("5", await page.ReadingAsync());
        await page.SaveAsync("glyph-web-phone");
    }

    [ChromiumFact]
    public async Task Strokes_can_be_taken_back()
    {
        await using var page = await chromium.OpenAsync(site.Address, Desktop);
        await page.DrawAsync('T');
        Assert.Equal("T", await page.ReadingAsync());

        await page.ClickAsync("#undo");
        await page.WaitForFunctionAsync("() => document.querySelector('#label').textContent !== 'T'");
        await page.ClickAsync("#undo");
        await page.WaitForFunctionAsync("() => document.querySelector('#status').textContent === 'Nothing drawn yet.'");

        Assert.Empty(await page.AllAsync("#scores li", "textContent"));
        Assert.Equal(["true", "true"], await page.AllAsync("button", "disabled"));
    }

    [ChromiumFact]
    public async Task A_visitor_learns_that_the_site_does_not_answer()
    {
        await using var page = await chromium.OpenAsync(site.Address, Desktop);
        await page.SetOfflineModeAsync(true);
        await page.DrawAsync('L');

        await page.WaitForFunctionAsync("() => document.querySelector('#status.problem')?.textContent.startsWith('It could not be read')");

        await page.SetOfflineModeAsync(false);
        await page.ClickAsync("#clear");
        await page.DrawAsync('L');
        Assert.Equal("L", await page.ReadingAsync());
    }

    [ChromiumFact]
    public async Task The_page_asks_its_own_site_alone_and_logs_no_error()
    {
        await using var page = await chromium.OpenAsync(new Uri("about:blank"), Desktop);
        var requests = new List<string>();
        var errors = new List<string>();
        page.Request += (_, e) => requests.Add(e.Request.Url);
        page.Console += (_, e) => errors.Add(e.Message.Text);
        page.PageError += (_, e) => errors.Add(e.Message);
        await page.GoToAsync(site.Address.ToString(), WaitUntilNavigation.Networkidle0);
        await page.DrawAsync('X');
        await page.ReadingAsync();

        Assert.All(requests, url => Assert.StartsWith(site.Address.ToString(), url, StringComparison.Ordinal));
        Assert.Contains(requests, url => url.EndsWith("/read", StringComparison.Ordinal));
        Assert.Empty(errors);
    }
}
