using Mismatch = Upscale.Testing.VerifyStandIn.SnapshotMismatchException;
using StandIn = Upscale.Testing.VerifyStandIn.Verifier;

namespace Upscale.Repository.Tests;

[Upscale.Testing.VerifyStandIn.UsesVerify]
public sealed class VerifyStandInTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Text_like_the_verified_one_passes_whatever_its_line_ends()
    {
        _folder.Write($"{nameof(VerifyStandInTests)}.{nameof(Text_like_the_verified_one_passes_whatever_its_line_ends)}.verified.txt", "\uFEFFone\r\ntwo");

        await StandIn.Verify("one\ntwo", _folder.Locate("Test.cs"));

        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Other_text_fails_at_its_first_difference_and_is_left_for_review()
    {
        var stem = $"{nameof(VerifyStandInTests)}.{nameof(Other_text_fails_at_its_first_difference_and_is_left_for_review)}";
        _folder.Write(stem + ".verified.txt", "one\ntwo");

        var mismatch = await Assert.ThrowsAsync<Mismatch>(() => StandIn.Verify("one\nthree", _folder.Locate("Test.cs")));

        Assert.Contains("from line 2 on", mismatch.Message, StringComparison.Ordinal);
        Assert.Equal("one\nthree", await File.ReadAllTextAsync(_folder.Locate(stem + ".received.txt")));
    }

    [Fact]
    public async Task Text_that_was_never_verified_fails()
    {
        var mismatch = await Assert.ThrowsAsync<Mismatch>(() => StandIn.Verify("one", _folder.Locate("Test.cs")));

        Assert.StartsWith("Nothing is verified yet", mismatch.Message, StringComparison.Ordinal);
    }
}
