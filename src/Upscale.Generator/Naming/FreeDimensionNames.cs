using System.Collections.Immutable;
using System.Globalization;
using Upscale.Generator.Signatures;

namespace Upscale.Generator.Naming;

/// <summary>Names a parameter for every size that the caller gives: one per symbol, one per unknown dimension.</summary>
internal sealed class FreeDimensionNames
{
    private readonly Dictionary<string, string> _bySymbol = new(StringComparer.Ordinal);
    private readonly ImmutableArray<FreeDimension>.Builder _all = ImmutableArray.CreateBuilder<FreeDimension>();
    private readonly List<IReadOnlyList<string?>> _ofInputs = [];

    public FreeDimensionNames(ModelSignature model, IReadOnlyList<string> stems, NameScope parameters)
    {
        bool onlyBatch = HasOnlyBatch(model);
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            var sizes = new List<string?>();
            foreach (Dimension dimension in model.Inputs[i].Dimensions)
            {
                int axis = sizes.Count;
                string unknown = stems[i] + "Dimension" + axis.ToString(CultureInfo.InvariantCulture);
                sizes.Add(dimension.IsFree ? Parameter(dimension, axis, model.Inputs[i], onlyBatch ? "batch" : unknown, onlyBatch, parameters) : null);
            }

            _ofInputs.Add(sizes);
        }

        All = _all.ToImmutable();
    }

    public ImmutableArray<FreeDimension> All { get; }

    /// <summary>For each axis of an input the parameter that gives its size.</summary>
    public IReadOnlyList<string?> Of(int input) => _ofInputs[input];

    /// <summary>For each axis of an output the parameter that gives its size; null where the size is known or none gives it.</summary>
    public IReadOnlyList<string?> Of(TensorSignature output) =>
        [.. output.Dimensions.Select(dimension => Knows(dimension) ? _bySymbol[dimension.Symbol!] : null)];

    /// <summary>Whether some input has the dimension's symbol.</summary>
    public bool Knows(Dimension dimension) => dimension.Symbol is string symbol && _bySymbol.ContainsKey(symbol);

    private static bool HasOnlyBatch(ModelSignature model)
    {
        bool onlyFirstAxes = model.Inputs.All(input => input.Dimensions.Skip(1).All(dimension => !dimension.IsFree));
        Dimension[] first = [.. model.Inputs.Where(input => input.Dimensions.Count > 0 && input.Dimensions[0].IsFree).Select(input => input.Dimensions[0])];
        return onlyFirstAxes && (first.Length == 1 || (first.Distinct().Count() == 1 && first[0].Symbol is not null));
    }

    private string Parameter(
        Dimension dimension, int axis, TensorSignature input, string unknown, bool onlyBatch, NameScope parameters)
    {
        if (dimension.Symbol is string symbol && _bySymbol.TryGetValue(symbol, out string? known))
        {
            return known;
        }

        string stem = onlyBatch || dimension.Symbol is null ? unknown : Identifier.Pascal(dimension.Symbol, "Size");
        string parameter = parameters.Take(Identifier.Camel(stem));
        string axisText = axis.ToString(CultureInfo.InvariantCulture);
        string description = dimension.Symbol is null ? $"axis {axisText} of the input {input.Name}" : $"the dimension {dimension.Symbol}";
        _all.Add(new FreeDimension(parameter, description, onlyBatch));
        if (dimension.Symbol is not null)
        {
            _bySymbol.Add(dimension.Symbol, parameter);
        }

        return parameter;
    }
}
