namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Networks that store their weights as 8-bit integers.</summary>
internal static class QuantisedFamilies
{
    private const int Width = 24;

    public static IEnumerable<Family> All =>
    [
        new("weights behind a scale per tensor", b => new QuantisedLayers(b).Residual(perChannel: false, zeroPoint: null)),
        new("weights behind a scale per channel", b => new QuantisedLayers(b).Residual(perChannel: true, zeroPoint: null)),
        new("weights behind scales and zero points per channel", b => new QuantisedLayers(b).Residual(perChannel: true, zeroPoint: 0)),
        new("weights whose zero is not zero", b => new QuantisedLayers(b).Residual(perChannel: false, zeroPoint: 7)),
        new("depthwise and grouped weights behind scales", b =>
        {
            var layers = new QuantisedLayers(b);
            var x = layers.Conv(b.Input("x", 1, 3, 6, 6), 3, Width, 3, perChannel: true, zeroPoint: null);
            var depthwise = layers.Conv(x, 1, Width, 3, perChannel: true, zeroPoint: null, groups: Width);
            var grouped = layers.Conv(b.Relu(depthwise), Width / 4, Width, 3, perChannel: true, zeroPoint: null, groups: 4);
            b.Output(b.Conv(grouped, Width, 5, 1));
        }),
        new("a matrix behind a scale", b =>
        {
            var layers = new QuantisedLayers(b);
            var hidden = b.Relu(b.Node("MatMul", [b.Input("x", 2, 5, 8), layers.Weights([8, 32], perChannel: false, zeroPoint: 3)]));
            b.Output(b.Node("MatMul", [hidden, layers.Weights([32, 6], perChannel: false, zeroPoint: null)]));
        }),
        new("convolutions of integers", b => new QuantisedLayers(b).Integers(scales: 1)),
        new("convolutions of integers with a scale per channel", b => new QuantisedLayers(b).Integers(scales: Width)),
        new("matrix products of integers", b =>
        {
            var layers = new QuantisedLayers(b);
            var hidden = layers.Product("QLinearMatMul", layers.Quantise(b.Input("x", 2, 8)), [8, Width], 1, bias: false);
            b.Output(layers.Dequantise(layers.Product("QLinearMatMul", hidden, [Width, 5], 1, bias: false)));
        }),
    ];
}
