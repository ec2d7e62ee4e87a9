using Upscale.Onnx;
using Upscale.Pruning.Layout;
using Upscale.Pruning.Plans;

namespace Upscale.Pruning.Tests.Plans;

public sealed class PlanFileTests
{
    private const string Text = """
        {
          "version": 2,
          "preserveOutputOrder": true,
          "block": 16,
          "reads": "copy",
          "consumers": [
            {
              "node": "conv_1",
              "input": 0,
              "channels": 8,
              "kept": "0-3,7",
              "realisation": "gather"
            }
          ],
          "producers": [
            {
              "node": "conv_0",
              "channels": 8,
              "order": "7,0-3,5"
            }
          ],
          "refusals": [
            {
              "code": "UPS3001",
              "node": "Softmax 'ä'",
              "reason": "\"x\" keeps all 8 channels"
            }
          ]
        }

        """;

    private static readonly PruningPlan Plan = new()
    {
        PreserveOutputOrder = true,
        Block = 16,
        Reads = ReadPolicy.Copy,
        Consumers = [new("conv_1", 0, 8, [0, 1, 2, 3, 7], Realisation.Gather)],
        Producers = [new("conv_0", 8, [7, 0, 1, 2, 3, 5])],
        Refusals = [new("UPS3001", "Softmax 'ä'", "\"x\" keeps all 8 channels")],
    };

    [Fact]
    public void A_plan_is_written_with_stable_bytes() => Assert.Equal(Text.ReplaceLineEndings("\n"), Plan.ToJson());

    [Fact]
    public void What_was_written_is_read_back()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "plan.json");
        Plan.Save(path);
        var read = PruningPlan.Load(path);

        Assert.Equal(Plan.ToJson(), read.ToJson());
        Assert.Equal(Plan.Consumers[0].Kept.AsEnumerable(), read.Consumers[0].Kept);
        Assert.Equal(Plan.Producers[0].Order.AsEnumerable(), read.Producers[0].Order);
        Assert.Equal(Plan.Refusals.AsEnumerable(), read.Refusals);
        Assert.True(read.PreserveOutputOrder);
    }

    [Theory]
    [InlineData("", "not a pruning plan")]
    [InlineData("[]", "'version' is missing")]
    [InlineData("{}", "'version' is missing")]
    [InlineData("{\"version\": 1}", "version 1 is not supported, expected 2")]
    [InlineData("{\"version\": \"2\"}", "not a pruning plan")]
    [InlineData("{\"version\": 2}", "'preserveOutputOrder' is missing")]
    [InlineData("{\"version\": 2, \"preserveOutputOrder\": 3}", "not a pruning plan")]
    [InlineData("{\"version\": 2, \"preserveOutputOrder\": true, \"block\": 16, \"reads\": \"copy\", \"consumers\": {}}", "not a pruning plan")]
    public void What_is_not_a_plan_is_refused(string json, string reason) => AssertRefused(json, reason);

    [Theory]
    [InlineData("\"kept\": \"0-3,7\"", "\"kept\": \"0-8\"", "'kept' of 'conv_1' must list channels below 8 such as 0-3,7")]
    [InlineData("\"kept\": \"0-3,7\"", "\"kept\": \"0,0\"", "'kept' of 'conv_1' must list channels below 8 such as 0-3,7")]
    [InlineData("\"kept\": \"0-3,7\"", "\"kept\": [0]", "not a pruning plan")]
    [InlineData("\"kept\": \"0-3,7\"", "\"kept\": null", "'kept' must be a text")]
    [InlineData("\"order\": \"7,0-3,5\"", "\"order\": \"5-3\"", "'order' of 'conv_0' must list channels below 8 such as 0-3,7")]
    [InlineData("\"gather\"", "\"Gather\"", "'Gather' is no value of 'realisation'; it is one of drop, absorb, slice, split, gather")]
    [InlineData("\"block\": 16", "\"block\": 0", "'block' must be at least 1")]
    [InlineData("\"copy\"", "\"half\"", "'half' is no value of 'reads'; it is one of cheapest, copy, whole")]
    [InlineData("\"input\": 0", "\"input\": -1", "'input' must be a number from 0 to 16777216")]
    [InlineData("\"channels\": 8", "\"channels\": 1e99", "'channels' must be a number from 0 to 16777216")]
    [InlineData("\"node\": \"conv_1\",", "", "'node' is missing")]
    public void A_damaged_member_is_named(string member, string damaged, string reason) =>
        AssertRefused(Text.Replace(member, damaged, StringComparison.Ordinal), reason);

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "absent.json");
        var error = Assert.Throws<UpscaleException>(() => PruningPlan.Load(path));

        Assert.Equal(("UPS1301", path), (error.Code, error.File));
    }

    private static void AssertRefused(string json, string reason)
    {
        var error = Assert.Throws<UpscaleException>(() => PruningPlan.Parse(json, "plan.json"));
        Assert.Equal(("UPS1301", "plan.json"), (error.Code, error.File));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("upscale prune --plan FILE", error.Message, StringComparison.Ordinal);
    }
}
