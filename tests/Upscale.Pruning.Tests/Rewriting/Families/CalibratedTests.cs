using System.Runtime.InteropServices;
using Upscale.Execution.Calibration;
using Upscale.Onnx;
using Upscale.Pruning.Importance;

namespace Upscale.Pruning.Tests.Rewriting.Families;

/// <summary>Criteria that look at activations, on files, through ONNX Runtime.</summary>
public sealed class CalibratedTests : IDisposable
{
    private const int Samples = 3;

    private static readonly Dictionary<string, Family> Families = ConvolutionFamilies.All.ToDictionary(family => family.Name);

    private readonly TemporaryDirectory _folder = new();

    public static TheoryData<string> Names => [.. Families.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_pruned_model_equals_the_masked_one(string name)
    {
        var model = Families[name].Model();
        WriteSamples(Assert.Single(model.Graph.Inputs).DeclaredShape!);
        var activations = new CalibrationData(_folder.Path);
        var plans = new HashSet<string>(StringComparer.Ordinal);
        foreach (var criterion in CriterionCatalog.All.Where(criterion => criterion.Needs != CriterionNeeds.Weights))
        {
            foreach (var mode in Enum.GetValues<PruningMode>())
            {
                var result = Pruner.Prune(model, new() { Criterion = criterion.Name, Mode = mode, Round = 1 }, activations: activations);
                plans.Add(result.Plan.ToJson());
                Oracle.AssertEqual(model, result);
            }
        }

        Assert.True(plans.Count > 1, "the criteria agree on everything");
    }

    private void WriteSamples(Shape shape)
    {
        var random = new Random(1);
        var values = new float[Samples * shape.Skip(1).Aggregate(1L, (product, dim) => product * dim.Size)];
        foreach (ref var value in values.AsSpan())
        {
            value = (float)((2 * random.NextDouble()) - 1);
        }

        File.WriteAllBytes(_folder.Locate("samples.bin"), MemoryMarshal.AsBytes<float>(values).ToArray());
    }
}
