using Microsoft.Build.Utilities;
using Upscale.Build.Items;

namespace Upscale.Build.Tests.Items;

public sealed class ModelChainsTests
{
    [Theory]
    [InlineData("encoder.onnx:features", "", "features")]
    [InlineData("models/encoder.onnx:features", "", "features")]
    [InlineData("models\\encoder.onnx:features", "", "features")]
    [InlineData(" x = encoder.onnx: features ", "x", "features")]
    [InlineData("encoder.onnx:layer:0", "", "layer:0")]
    [InlineData("encoder.onnx:a=b:c", "", "a=b:c")]
    [InlineData("x=y=encoder.onnx:z", "x=y", "z")]
    [InlineData("x=encoder.onnx:encoder.onnx:features", "x", "encoder.onnx:features")]
    public void An_entry_names_an_input_an_item_and_an_output(string text, string input, string output)
    {
        var chains = Find(("models/encoder.onnx", ""), ("head.onnx", text));

        Assert.Empty(chains.Problems);
        var chain = Assert.Single(chains.Chains);
        Assert.Equal((input, "models/encoder.onnx", output, "head.onnx"), (chain.Input, chain.From.Item.ItemSpec, chain.Output, chain.Item.Item.ItemSpec));
    }

    [Fact]
    public void A_longer_name_is_meant_before_a_shorter_one()
    {
        var chains = Find(("a", ""), ("a:b", ""), ("head.onnx", "a:b:c; a:d"));

        Assert.Equal([("a:b", "c"), ("a", "d")], chains.Chains.Select(chain => (chain.From.Item.ItemSpec, chain.Output)));
    }

    [Theory]
    [InlineData("encoder.onnx")]
    [InlineData("encoder.onnx:")]
    [InlineData(":features")]
    [InlineData("=")]
    [InlineData("coder.onnx:features")]
    public void What_names_no_output_of_an_item_is_a_problem(string text) =>
        Assert.Equal("UPS1514", Assert.Single(Find(("encoder.onnx", ""), ("head.onnx", text)).Problems).Code);

    [Fact]
    public void A_name_of_two_items_is_a_problem_and_their_paths_are_none()
    {
        Assert.Contains("several items", Assert.Single(Find(("a/e.onnx", ""), ("b/e.onnx", ""), ("head.onnx", "e.onnx:y")).Problems).Text, StringComparison.Ordinal);
        Assert.Empty(Find(("a/e.onnx", ""), ("b/e.onnx", ""), ("head.onnx", "b/e.onnx:y")).Problems);
    }

    [Fact]
    public void A_circle_is_a_problem_and_a_diamond_is_none()
    {
        Assert.Equal("UPS1515", Assert.Single(Find(("a", "c:y"), ("b", "a:y"), ("c", "b:y")).Problems).Code);
        Assert.Equal("UPS1515", Assert.Single(Find(("a", "a:y"), ("b", "")).Problems).Code);
        Assert.Empty(Find(("d", "l=b:y;r=c:y"), ("b", "a:y"), ("c", "a:y"), ("a", "")).Problems);
    }

    private static ModelChains Find(params (string Name, string InputsFrom)[] items) => ModelChains.Find([.. items.Select(item =>
    {
        var task = new TaskItem(item.Name);
        task.SetMetadata("InputsFrom", item.InputsFrom);
        return PrunedModelItem.Read(task, "App");
    })]);
}
