using System.Collections.Immutable;
using Upscale.Cli.Building;
using Upscale.Onnx;
using Upscale.Pruning;

namespace Upscale.Cli.Tests.Building;

public sealed class BuildRequestOptionsTests
{
    [Fact]
    public void Metadata_that_are_not_given_are_the_defaults()
    {
        Assert.Equal(new PruningOptions(), BuildRequestOptions.Pruning(Item()));
        Assert.True(BuildRequestOptions.Verify(Item()));
    }

    [Fact]
    public void Words_are_read_in_any_case()
    {
        var options = BuildRequestOptions.Pruning(Item(
            ("Ratio", "0.25"), ("Criterion", "L1"), ("Mode", "Constrained"), ("Side", "Output"), ("Scope", "GLOBAL"), ("Round", "1"), ("Order", "Upscale"), ("Reads", "COPY"), ("PreserveOutputOrder", "True")));

        Assert.Equal(
            new PruningOptions
            {
                Ratio = 0.25,
                Criterion = "l1",
                Mode = PruningMode.Constrained,
                Side = PruningSide.Output,
                Scope = PruningScope.Global,
                Round = 1,
                Order = "upscale",
                Reads = ReadPolicy.Copy,
                PreserveOutputOrder = true,
            },
            options);
    }

    [Fact]
    public void The_block_of_this_machine_is_eight_or_sixteen() => Assert.Contains(BuildRequestOptions.Pruning(Item(("Round", "auto"))).Round, new[] { 8, 16 });

    [Fact]
    public void The_block_of_this_machine_is_the_measured_one_where_a_profile_is_asked_for()
    {
        using var folder = new TemporaryDirectory();
        var item = Item(("Round", "auto"), ("Profile", Profiles.Save(folder, block: 4)));

        Assert.Equal(4, BuildRequestOptions.Pruning(item, BuildRequestOptions.Profile(item)).Round);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData(null)]
    public void Nothing_measured_is_used_unless_it_is_asked_for(string? word) =>
        Assert.Null(BuildRequestOptions.Profile(word is null ? Item() : Item(("Profile", word))));

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, "none", false)]
    [InlineData(null, "file", true)]
    [InlineData("true", null, true)]
    [InlineData("false", "file", false)]
    public void Where_there_is_a_profile_a_model_is_measured_unless_the_item_says_no(string? measure, string? profile, bool isMeasured)
    {
        using var folder = new TemporaryDirectory();
        var path = profile == "file" ? Profiles.Save(folder, block: 8) : profile;
        var item = Item([.. new[] { ("Measure", measure), ("Profile", path) }.Where(option => option.Item2 is not null).Select(option => (option.Item1, option.Item2!))]);

        Assert.Equal((isMeasured, false), BuildRequestOptions.Speedup(item, BuildRequestOptions.Profile(item)));
    }

    [Fact]
    public void A_profile_that_cannot_be_read_is_a_coded_error() =>
        Assert.Equal("UPS1407", Assert.Throws<UpscaleException>(() => BuildRequestOptions.Profile(Item(("Profile", "absent.json")))).Code);

    [Theory]
    [InlineData("Ratio", "1")]
    [InlineData("Ratio", "-0.1")]
    [InlineData("Ratio", "0,4")]
    [InlineData("Ratio", "NaN")]
    [InlineData("Criterion", "beauty")]
    [InlineData("Mode", "0")]
    [InlineData("Side", "left")]
    [InlineData("Scope", "")]
    [InlineData("Round", "0")]
    [InlineData("Round", "many")]
    [InlineData("Order", "random")]
    [InlineData("Reads", "1")]
    [InlineData("Verify", "perhaps")]
    [InlineData("PreserveOutputOrder", "2")]
    public void A_value_that_is_not_allowed_is_named_with_its_item_and_what_is(string name, string value)
    {
        var error = Assert.Throws<UpscaleException>(() => Read(Item((name, value))));

        Assert.Equal(("UPS1503", "app.csproj"), (error.Code, error.File));
        Assert.Contains($"'net.onnx': {name} is '{value}'; allowed is ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Criterion", "lmap", "; did you mean 'lamp'?")]
    [InlineData("Mode", "Constraint", "; did you mean 'constrained'?")]
    [InlineData("Reads", "cheap", "")]
    [InlineData("Order", "upscaled", "; did you mean 'upscale'?")]
    public void A_word_that_is_nearly_right_is_suggested(string name, string value, string suggestion) =>
        Assert.EndsWith(suggestion.Length > 0 ? suggestion : ", whole", Assert.Throws<UpscaleException>(() => Read(Item((name, value)))).Message, StringComparison.Ordinal);

    private static void Read(BuildRequestModel item)
    {
        _ = BuildRequestOptions.Pruning(item);
        _ = BuildRequestOptions.Verify(item);
    }

    private static BuildRequestModel Item(params (string Name, string Value)[] options) => new()
    {
        Source = "models/net.onnx",
        Project = "app.csproj",
        Options = options.ToImmutableSortedDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal),
    };
}
