using Upscale.Execution.Calibration;
using Upscale.Onnx;
using Upscale.Pruning.Importance;

namespace Upscale.Execution.Tests.Calibration;

/// <summary>What reaches the tensors inside a model, by how the samples are stored.</summary>
public sealed class CalibrationDataTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2, 2")]
    [InlineData("2L, 2L")]
    public void Float32_is_taken_as_it_is(string shape) => AssertDoubled([2, 4, 6, -8], "x.npy", ArrayFile.Floats(shape, 1, 2, 3, -4));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Headers_of_every_version_are_read(byte version) =>
        AssertDoubled([2, 4], "x.npy", ArrayFile.Npy("<f4", "1, 2,", ArrayFile.Bytes(1f, 2f), version));

    [Fact]
    public void Float64_is_rounded() => AssertDoubled([0.2f, -4], "x.npy", ArrayFile.Npy("<f8", "1, 2", ArrayFile.Bytes(0.1, -2.0)));

    [Fact]
    public void Uint8_counts_from_0_to_255() => AssertDoubled([510, 0], "x.npy", ArrayFile.Npy("|u1", "1, 2", [255, 0]));

    [Fact]
    public void One_sample_needs_no_batch_axis() => AssertDoubled([2, 4], "x.npy", ArrayFile.Floats("2,", 1, 2));

    [Theory]
    [InlineData("x.bin")]
    [InlineData("x.RAW")]
    public void Raw_bytes_are_samples_of_the_models_shape(string name) => AssertDoubled([2, 4, 6, 8], name, ArrayFile.Bytes(1f, 2f, 3f, 4f));

    [Theory]
    [InlineData("x.npy")]
    [InlineData("arr_0.npy")]
    [InlineData("folder/anything.npy")]
    public void The_only_array_of_an_archive_is_for_the_only_input(string entry) =>
        AssertDoubled([2, 4], "x.npz", ArrayFile.Npz((entry, ArrayFile.Floats("1, 2", 1, 2))));

    [Fact]
    public void Arrays_of_an_archive_go_to_the_inputs_of_their_names()
    {
        var builder = new ModelBuilder();
        var sum = builder.Node("Sub", [builder.Input("left", Dim.Symbolic("N"), 2), builder.Input("right", Dim.Symbolic("N"), 2)]);
        builder.Output(builder.Relu(sum));
        Write("x.npz", ArrayFile.Npz(("right.npy", ArrayFile.Floats("2, 2", 1, 2, 3, 4)), ("left.npy", ArrayFile.Floats("2, 2", 10, 20, 30, 40)), ("other.npy", [])));

        Assert.Equal([9, 18, 27, 36], Values(Read(builder.Build(), _folder.Path, sum)));
    }

    [Fact]
    public void An_input_without_a_batch_takes_the_same_array_in_every_run()
    {
        var builder = new ModelBuilder();
        var product = builder.Node("Mul", [builder.Input("x", 1, 2), builder.Input("factor", 2)]);
        builder.Output(builder.Relu(product));
        Write("x.npz", ArrayFile.Npz(("x.npy", ArrayFile.Floats("2, 2", 1, 2, 3, 4)), ("factor.npy", ArrayFile.Floats("2,", 10, 100))));

        Assert.Equal([10, 200, 30, 400], Values(Read(builder.Build(), _folder.Path, product)));
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 3)]
    [InlineData(6, 1)]
    public void A_fixed_batch_size_divides_the_samples(int batch, int runs)
    {
        Write("x.npy", ArrayFile.Floats("6, 2", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));

        var tensors = Read(Doubling(batch), _folder.Path, "add_0");

        Assert.Equal(runs, tensors.Count);
        Assert.Equal([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24], Values(tensors));
    }

    [Fact]
    public void Of_many_samples_a_few_are_in_memory_at_a_time()
    {
        Write("x.npy", ArrayFile.Floats("20, 2", [.. Enumerable.Range(0, 40).Select(i => (float)i)]));

        var tensors = Read(Doubling(Dim.Symbolic("N")), _folder.Path, "add_0");

        Assert.Equal([8, 8, 4], tensors.Select(tensor => tensor.Dims[0]));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => 2f * i), Values(tensors));
    }

    [Fact]
    public void Files_of_a_folder_are_read_in_the_order_of_their_names()
    {
        Write("b.npy", ArrayFile.Floats("1, 2", 3, 4));
        Write("a.bin", ArrayFile.Bytes(1f, 2f));
        Write("c.npz", ArrayFile.Npz(("x.npy", ArrayFile.Floats("1, 2", 5, 6))));
        _folder.Write("README.md", "not a sample");

        Assert.Equal([2, 4, 6, 8, 10, 12], Values(Read(Doubling(1), _folder.Path, "add_0")));
        Assert.Equal([6, 8], Values(Read(Doubling(1), _folder.Locate("b.npy"), "add_0")));
        Assert.Equal([6, 8, 10, 12], Values(Read(Doubling(1), _folder.Locate("?.np*"), "add_0")));
    }

    [Fact]
    public void Half_precision_inputs_are_rounded_to()
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", ElementType.Float16, 1, 2);
        var sum = builder.Add(x, x);
        builder.Output(builder.Relu(sum), ElementType.Float16);
        Write("x.npy", ArrayFile.Floats("1, 2", 0.5f, 3));

        Assert.Equal([1, 6], Values(Read(builder.Build(), _folder.Path, sum)));
    }

    [Fact]
    public void Tensors_are_captured_few_at_a_time()
    {
        ActivationRequest[] wanted = [new("a", 1 << 22), new("b", 1 << 22), new("c", 1), new("d", 1 << 24), new("e", 0), new("f", 5)];

        Assert.Equal(["a b", "c", "d", "e f"], ActivationCapture.Grouped(wanted).Select(group => string.Join(' ', group.Select(request => request.Value))));
    }

    [Fact]
    public void An_output_of_the_model_can_be_wanted_too()
    {
        Write("x.npy", ArrayFile.Floats("1, 2", -1, 2));

        Assert.Equal([0, 4], Values(Read(Doubling(1), _folder.Path, "relu_1")));
    }

    private static Model Doubling(Dim batch)
    {
        var builder = new ModelBuilder();
        var x = builder.Input("x", batch, 2);
        builder.Output(builder.Relu(builder.Add(x, x)));
        return builder.Build();
    }

    private static List<Tensor> Read(Model model, string path, string value)
    {
        var tensors = new List<Tensor>();
        new CalibrationData(path).Read(model, [new(value, 0)], tensors.Add);
        return tensors;
    }

    private static IEnumerable<float> Values(IEnumerable<Tensor> tensors) => tensors.SelectMany(tensor => tensor.ToFloats());

    private void AssertDoubled(float[] expected, string name, byte[] content)
    {
        Write(name, content);
        Assert.Equal(expected, Values(Read(Doubling(Dim.Symbolic("N")), _folder.Path, "add_0")));
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(_folder.Locate(name), content);
}
