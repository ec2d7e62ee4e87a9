using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;

namespace Upscale.Samples.Tests.Web;

public sealed class BadDrawingTests(GlyphSite site) : IClassFixture<GlyphSite>
{
    private const int ByteCount = 24 * 24 * 4;

    [Theory]
    [InlineData(0, HttpStatusCode.BadRequest, "0 bytes")]
    [InlineData(ByteCount - 1, HttpStatusCode.BadRequest, "2303 bytes")]
    [InlineData(ByteCount + 1, HttpStatusCode.RequestEntityTooLarge, "longer than 2304 bytes")]
    [InlineData(1_000_000, HttpStatusCode.RequestEntityTooLarge, "longer than 2304 bytes")]
    public async Task A_body_of_the_wrong_length_is_refused(int length, HttpStatusCode status, string detail)
    {
        using var body = GlyphBody.Of(new byte[length]);

        await RefusesAsync(body, status, detail);
    }

    [Fact]
    public async Task A_body_that_does_not_say_its_length_is_refused_when_it_is_too_long()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/read", UriKind.Relative));
        request.Content = GlyphBody.Of(new byte[3 * ByteCount]);
        request.Headers.TransferEncodingChunked = true;

        await RefusesAsync(request, HttpStatusCode.RequestEntityTooLarge, "longer than 2304 bytes");
    }

    [Fact]
    public async Task A_huge_body_is_refused_before_it_is_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/read", UriKind.Relative)) { Content = GlyphBody.Of(new byte[40_000_000]) };
        request.Headers.ExpectContinue = true;

        await RefusesAsync(request, HttpStatusCode.RequestEntityTooLarge, "longer than 2304 bytes");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-0.01f)]
    [InlineData(1.01f)]
    public async Task A_pixel_that_is_no_brightness_is_refused(float value)
    {
        var pixels = new float[24 * 24];
        pixels[(3 * 24) + 5] = value;
        using var body = GlyphBody.Of(pixels);

        await RefusesAsync(body, HttpStatusCode.BadRequest, "row 3, column 5");
    }

    [Fact]
    public async Task Another_content_type_is_refused()
    {
        using var body = JsonContent.Create(new float[24 * 24]);

        await RefusesAsync(body, HttpStatusCode.UnsupportedMediaType, "application/octet-stream");
    }

    [Theory]
    [InlineData("GET", "/read", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/absent", HttpStatusCode.NotFound)]
    public async Task Every_other_refusal_has_problem_details_too(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        await RefusesAsync(request, status, detail: null);
    }

    private async Task RefusesAsync(HttpContent body, HttpStatusCode status, string detail)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/read", UriKind.Relative)) { Content = body };
        await RefusesAsync(request, status, detail);
    }

    private async Task RefusesAsync(HttpRequestMessage request, HttpStatusCode status, string? detail)
    {
        using var response = await site.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>();
        Assert.Equal((int)status, problem!.Status);
        Assert.Contains(detail ?? "", problem.Detail ?? "", StringComparison.Ordinal);
    }
}
