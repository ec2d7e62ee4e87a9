using GlyphReader.Images;
using PuppeteerSharp;
using Point = GlyphReader.Images.Point;

namespace Upscale.Samples.Tests.Browsing;

/// <summary>What a visitor does on the page, and sees there.</summary>
internal static class PadPage
{
    /// <summary>Draws a character with the mouse. Lengths are shares of the drawing area's.</summary>
    public static async Task DrawAsync(this IPage page, char character, double height = 0.6, double left = 0.25, double top = 0.2)
    {
        foreach (var stroke in await PlaceAsync(page, character, height, left, top))
        {
            await page.Mouse.MoveAsync(stroke[0].X, stroke[0].Y);
            await page.Mouse.DownAsync();
            foreach (var point in stroke.Skip(1))
            {
                await page.Mouse.MoveAsync(point.X, point.Y);
            }

            await page.Mouse.UpAsync();
        }
    }

    /// <summary>Draws a character with a finger.</summary>
    public static async Task TouchAsync(this IPage page, char character, double height, double left, double top)
    {
        foreach (var stroke in await PlaceAsync(page, character, height, left, top))
        {
            await page.Touchscreen.TouchStartAsync(stroke[0].X, stroke[0].Y);
            foreach (var point in stroke.Skip(1))
            {
                await page.Touchscreen.TouchMoveAsync(point.X, point.Y);
            }

            await page.Touchscreen.TouchEndAsync();
        }
    }

    /// <summary>Waits until the last drawing is read.</summary>
    /// <returns>The character that the page shows.</returns>
    public static async Task<string> ReadingAsync(this IPage page)
    {
        await page.WaitForFunctionAsync("() => document.querySelector('main').getAttribute('aria-busy') === 'false'");
        return await page.TextAsync("#label");
    }

    public static async Task<string> TextAsync(this IPage page, string selector) => (await page.AllAsync(selector, "textContent")).Single();

    /// <summary>A property of all elements that match, as text.</summary>
    public static Task<string[]> AllAsync(this IPage page, string selector, string property) => page.EvaluateFunctionAsync<string[]>(
        "(selector, property) => [...document.querySelectorAll(selector)].map(element => String(element[property]))", selector, property);

    /// <summary>Saves what is to be seen beside the results of the tests.</summary>
    public static async Task SaveAsync(this IPage page, string name)
    {
        var folder = Path.Combine(Checkout.Artifacts, "test-results");
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(Path.Combine(folder, name + ".png"), new ScreenshotOptions { FullPage = true });
    }

    private static async Task<List<List<(decimal X, decimal Y)>>> PlaceAsync(IPage page, char character, double height, double left, double top)
    {
        await using var pad = await page.QuerySelectorAsync("#pad");
        var box = (await pad.BoundingBoxAsync())!;
        var scale = height / StrokeFont.Height;
        (decimal, decimal) Place(Point point) =>
            (box.X + (box.Width * (decimal)(left + (scale * point.X))), box.Y + (box.Height * (decimal)(top + (scale * point.Y))));

        var strokes = new List<List<(decimal, decimal)>>();
        Segment? previous = null;
        foreach (var segment in StrokeFont.Segments(StrokeFont.ClassOf(character)))
        {
            if (segment.From != previous?.To)
            {
                strokes.Add([Place(segment.From)]);
            }

            strokes[^1].Add(Place(segment.To));
            previous = segment;
        }

        return strokes;
    }
}
