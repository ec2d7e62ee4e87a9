using System.Collections.Immutable;
using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>A product of dimensions: a known factor, symbols, and whether anything else is in it.</summary>
internal sealed class DimProduct
{
    private readonly long _factor;
    private readonly ImmutableArray<string> _symbols;
    private readonly bool _hasUnknown;

    private DimProduct(long factor, ImmutableArray<string> symbols, bool hasUnknown)
    {
        _factor = factor;
        _symbols = symbols;
        _hasUnknown = hasUnknown;
    }

    public static DimProduct Of(IEnumerable<Dim> dims)
    {
        var all = dims.ToArray();
        return new(
            all.Where(dim => dim.IsKnown).Aggregate(1L, (product, dim) => checked(product * dim.Size)),
            [.. all.Where(dim => dim.Symbol is not null).Select(dim => dim.Symbol!)],
            all.Contains(Dim.Unknown));
    }

    /// <summary>The dimension that is missing from another product: known where all symbols cancel, symbolic where one remains.</summary>
    /// <returns>null when the factors do not divide although all symbols cancel.</returns>
    public Dim? DividedBy(DimProduct other)
    {
        var remaining = _symbols;
        foreach (var symbol in other._symbols)
        {
            var shorter = remaining.Remove(symbol);
            if (shorter.Length == remaining.Length)
            {
                return Dim.Unknown;
            }

            remaining = shorter;
        }

        var divides = other._factor != 0 && _factor % other._factor == 0;
        return _hasUnknown || other._hasUnknown || other._factor == 0 ? Dim.Unknown
            : remaining.IsEmpty ? divides ? Dim.Known(_factor / other._factor) : null
            : remaining.Length == 1 && _factor == other._factor ? Dim.Symbolic(remaining[0])
            : Dim.Unknown;
    }
}
