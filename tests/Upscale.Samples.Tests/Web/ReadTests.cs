using System.Net.Http.Json;
using GlyphReader.Images;

namespace Upscale.Samples.Tests.Web;

public sealed class ReadTests(GlyphSite site) : IClassFixture<GlyphSite>
{
    [Fact]
    public async Task The_site_is_healthy()
    {
        Assert.Equal("Healthy", await site.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
    }

    [Fact]
    public async Task Noisy_characters_are_read()
    {
        // The network reads 98.5 % of such pictures: of 72, five wrong ones are a fault of the site and not bad luck.
        var wrong = new List<string>();
        foreach (var (character, seed) in from character in StrokeFont.Alphabet from seed in new ulong[] { 1, 2 } select (character, seed))
        {
            var reading = await ReadAsync(GlyphBody.Paint(character, seed));
            if (reading.Label != character.ToString())
            {
                wrong.Add($"{character} read as {reading.Label}");
            }
        }

        Assert.True(wrong.Count < 5, string.Join(", ", wrong));
    }

    [Fact]
    public async Task The_scores_are_the_five_largest_probabilities()
    {
        var reading = await ReadAsync(GlyphBody.Paint('K', 7));

        Assert.Equal(5, reading.Scores.Count);
        Assert.Equal(reading.Label, reading.Scores[0].Label);
        Assert.Equal(5, reading.Scores.Select(score => score.Label).Distinct().Count());
        Assert.Equal(reading.Scores.Select(score => score.Probability).OrderDescending(), reading.Scores.Select(score => score.Probability));
        Assert.InRange(reading.Scores.Sum(score => score.Probability), 0.5f, 1.0001f);
    }

    [Fact]
    public async Task Parallel_requests_do_not_disturb_each_other()
    {
        float[][] pictures = [.. "PRUN2026".Select((character, i) => GlyphBody.Paint(character, (ulong)i))];
        var alone = new List<Reading>();
        foreach (var picture in pictures)
        {
            alone.Add(await ReadAsync(picture));
        }

        for (var round = 0; round < 10; round++)
        {
            var together = await Task.WhenAll(pictures.Select(ReadAsync));

            Assert.Equal(alone.Select(reading => reading.Scores), together.Select(reading => reading.Scores));
        }
    }

    private async Task<Reading> ReadAsync(float[] pixels)
    {
        using var body = GlyphBody.Of(pixels);
        using var response = await site.Client.PostAsync(new Uri("/read", UriKind.Relative), body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<Reading>())!;
    }

    private sealed record Reading(string Label, IReadOnlyList<Score> Scores);

    private sealed record Score(string Label, float Probability);
}
