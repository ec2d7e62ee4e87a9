using Upscale.Onnx;
using Upscale.Pruning.Ordering;

namespace Upscale.Pruning.Tests.Ordering;

public sealed class OrderCatalogTests
{
    [Fact]
    public void Every_order_is_found_by_its_name()
    {
        Assert.Equal(["consecutive", "none", "upscale"], OrderCatalog.Names);
        Assert.All(OrderCatalog.Names, name => Assert.Equal(name, OrderCatalog.Find(name).Name));
        Assert.Equal("consecutive", OrderCatalog.Default.Name);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<UpscaleException>(() => OrderCatalog.Find("random"));

        Assert.Equal("UPS1210", error.Code);
        Assert.Contains("consecutive, none, upscale", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_none_moves_nothing()
    {
        Assert.Equal([0, 1, 2, 3], OrderCatalog.Find("none").Order(4, [[0, 3], [1, 3]], [1, 1]));
    }
}
