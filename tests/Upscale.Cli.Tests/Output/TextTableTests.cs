using Upscale.Cli.Output;

namespace Upscale.Cli.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_aligned_and_nothing_is_cut()
    {
        var table = new TextTable(("name", Side.Left), ("count", Side.Right), ("reason", Side.Left));
        table.Add("a", "1", new string('x', 300));
        table.Add("longer", "1,000", "");
        using var writer = new StringWriter { NewLine = "\n" };

        table.WritePlain(writer);

        Assert.Equal($"name    count  reason\na           1  {new string('x', 300)}\nlonger  1,000\n", writer.ToString());
    }
}
