using System.Collections.Immutable;
using Upscale.Generator.Signatures;

namespace Upscale.Generator.Naming;

/// <summary>All names of one generated class, free of collisions.</summary>
internal sealed class ClassMembers
{
    private static readonly string[] OfObject =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private readonly NameScope _scope;

    public ClassMembers(ModelSignature model)
    {
        Model = model;
        _scope = new NameScope([model.ClassName, .. OfObject]);
        HasPublicDispose = model.ClassName != "Dispose";
        _scope.Take("Dispose");
        ModelFileName = _scope.Take("ModelFileName");
        ModelResource = model.Resource is null ? null : _scope.Take("ModelResource");
        Session = _scope.Take("Session");
        Run = _scope.Take("Run");
        RunAsync = _scope.Take("RunAsync");
        Result = _scope.Take("Result");
        Signature = _scope.Take("Signature");
        Field = _scope.Take("_session");

        var properties = new NameScope([Result, .. OfObject]);
        ImmutableArray<string> outputStems = [.. model.Outputs.Select(tensor => Stem(tensor, "Output", properties))];
        ImmutableArray<string> inputStems = [.. model.Inputs.Select(tensor => Stem(tensor, "Input", properties))];

        var parameters = new NameScope([.. _scope.Taken, "call", "cancellationToken"]);
        var dimensions = new FreeDimensionNames(model, inputStems, parameters);
        FreeDimensions = dimensions.All;
        Inputs = [.. model.Inputs.Select((tensor, i) => Member(tensor, "input", i, inputStems[i], parameters, dimensions.Of(i)))];
        Outputs = [.. model.Outputs.Select((tensor, i) => Member(tensor, "output", i, outputStems[i], parameters, dimensions.Of(tensor)))];
        OutputsAreSized = model.Outputs.All(output => output.IsTensor && output.Dimensions.All(dimension => !dimension.IsFree || dimensions.Knows(dimension)));
    }

    public ModelSignature Model { get; }

    public bool HasPublicDispose { get; }

    public string ModelFileName { get; }

    /// <summary>The constant with the resource's name; null when the model is a file.</summary>
    public string? ModelResource { get; }

    public string Session { get; }

    public string Run { get; }

    public string RunAsync { get; }

    public string Result { get; }

    public string Signature { get; }

    public string Field { get; }

    public ImmutableArray<TensorMember> Inputs { get; }

    public ImmutableArray<TensorMember> Outputs { get; }

    public ImmutableArray<FreeDimension> FreeDimensions { get; }

    /// <summary>Whether the inputs' sizes determine the outputs' sizes, so that a caller can bring spans for them.</summary>
    public bool OutputsAreSized { get; }

    private string Stem(TensorSignature tensor, string fallback, NameScope properties)
    {
        string stem = NameScope.Candidates(Identifier.Pascal(tensor.Name, fallback))
            .First(name => properties.IsFree(name) && TensorMember.Suffixes.All(suffix => _scope.IsFree(name + suffix)));
        properties.Take(stem);
        foreach (string suffix in TensorMember.Suffixes)
        {
            _scope.Take(stem + suffix);
        }

        return stem;
    }

    private static TensorMember Member(
        TensorSignature tensor, string kind, int index, string stem, NameScope parameters, IReadOnlyList<string?> sizes) =>
        new(tensor, kind, index, stem, parameters.Take(Identifier.Camel(stem)), sizes);
}
