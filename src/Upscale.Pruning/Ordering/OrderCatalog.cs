using System.Collections.Frozen;
using System.Reflection;
using Upscale.Onnx;

namespace Upscale.Pruning.Ordering;

/// <summary>Every <see cref="ChannelOrder"/> of this assembly, by name.</summary>
public static class OrderCatalog
{
    private static readonly FrozenDictionary<string, ChannelOrder> ByName = Discover();

    /// <summary>The order that serves every consumer whenever one order can.</summary>
    public static ChannelOrder Default => Find("consecutive");

    /// <summary>Names in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The order of a name.</summary>
    /// <exception cref="UpscaleException">UPS1210: no order has this name.</exception>
    public static ChannelOrder Find(string name) =>
        ByName.TryGetValue(name, out var order)
            ? order
            : throw new UpscaleException("UPS1210", $"there is no channel order '{name}'; use one of {string.Join(", ", Names)}");

    private static FrozenDictionary<string, ChannelOrder> Discover() =>
        Assembly.GetExecutingAssembly().GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ChannelOrder)) && !type.IsAbstract)
            .Select(type => (ChannelOrder)Activator.CreateInstance(type, nonPublic: true)!)
            .ToFrozenDictionary(order => order.Name, StringComparer.Ordinal);
}
