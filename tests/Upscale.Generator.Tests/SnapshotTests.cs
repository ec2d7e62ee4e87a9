using Upscale.Generator.Tests.Driving;

namespace Upscale.Generator.Tests;

[UsesVerify]
public sealed class SnapshotTests
{
    [Fact]
    public Task Fixed_shapes() => Verify(Samples.Classifier);

    [Fact]
    public Task Outputs_whose_order_changed() => Verify(Samples.Reordered);

    [Fact]
    public Task Channels_that_another_model_gives_and_takes() => Verify(Samples.Chained);

    [Fact]
    public Task A_free_batch_dimension() => Verify(Samples.Batched);

    [Fact]
    public Task Several_free_dimensions() => Verify(Samples.FreeSizes);

    [Fact]
    public Task Integers() => Verify(Samples.ManyTypes);

    [Fact]
    public Task Strings() => Verify(Samples.Strings);

    [Fact]
    public Task Sequences_and_maps() => Verify(Samples.Maps);

    [Fact]
    public Task Labels_and_an_embedded_model() => Verify(Samples.Labelled);

    [Fact]
    public Task A_sequence_that_goes_in_has_no_typed_run() => Verify(Samples.Untyped);

    [Fact]
    public Task Hostile_names() => Verify(Samples.Hostile);

    private static Task Verify(Microsoft.CodeAnalysis.AdditionalText signature)
    {
        string version = typeof(ModelClassGenerator).Assembly.GetName().Version!.ToString(3);
        return Verifier.Verify(GeneratorRun.Of(signature).Text.Replace($"\"{version}\"", "\"VERSION\"", StringComparison.Ordinal).TrimEnd());
    }
}
