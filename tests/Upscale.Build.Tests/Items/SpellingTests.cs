using Upscale.Build.Items;

namespace Upscale.Build.Tests.Items;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("Ration", "Ratio")]
    [InlineData("Raito", "Ratio")]
    [InlineData("critereon", "Criterion")]
    [InlineData("Criteria", "Criterion")]
    [InlineData("Calibrations", "Calibration")]
    [InlineData("RequiresSpeedUp", "RequireSpeedup")]
    [InlineData("Modes", "Mode")]
    [InlineData("Sdie", "Side")]
    [InlineData("NameSpace_", "Namespace")]
    [InlineData("Classname1", "ClassName")]
    public void A_word_with_a_few_letters_wrong_is_found(string text, string meant) => Assert.Equal(meant, Spelling.Nearest(text, MetadataNames.Known));

    [Theory]
    [InlineData("Size")]
    [InlineData("Line")]
    [InlineData("Node")]
    [InlineData("Pack")]
    [InlineData("Owner")]
    [InlineData("Visible")]
    [InlineData("Private")]
    [InlineData("PackagePath")]
    [InlineData("DependentUpon")]
    [InlineData("CopyToOutputDirectory")]
    [InlineData("")]
    public void Another_word_is_left_alone(string text) => Assert.Null(Spelling.Nearest(text, MetadataNames.Known));
}
