namespace Upscale.Pruning.Tests.Operators;

public sealed class OperatorPageTests
{
    private const string Update = "UPSCALE_UPDATE_DOCS";

    private static readonly string Page = Checkout.Locate("src", "Upscale.Pruning", "OPERATORS.md");

    [Fact]
    public void The_page_of_operators_is_current()
    {
        var expected = OperatorPage.Write();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(Page, expected);
        }

        Assert.True(
            File.Exists(Page) && File.ReadAllText(Page) == expected,
            $"{Page} is not current; run this test with {Update}=1 in the environment and commit the page");
    }
}
