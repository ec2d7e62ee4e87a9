using System.Buffers.Binary;
using System.Text;
using Upscale.Execution.Calibration;
using Upscale.Onnx;

namespace Upscale.Execution.Tests.Calibration;

/// <summary>Every wrong file has its code and is named; none crashes or fills the memory.</summary>
public sealed class BadCalibrationTests : IDisposable
{
    private static readonly byte[] Elements = ArrayFile.Bytes(1f, 2f);

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("absent")]
    [InlineData("absent/*.npy")]
    [InlineData("*.npy")]
    [InlineData("")]
    public void Nothing_there(string path)
    {
        _folder.Write("notes.txt", "");

        Assert.Equal("UPS1701", Assert.Throws<UpscaleException>(() => CalibrationFileSet.Find(_folder.Locate(path))).Code);
    }

    [Fact]
    public void A_file_of_another_kind() => Expect("UPS1703", "x.png", [1, 2, 3]);

    [Theory]
    [InlineData("")]
    [InlineData("once upon a time there was an array")]
    [InlineData("\u0093NUMPY")]
    public void A_file_that_is_no_array(string text) => Expect("UPS1702", "x.npy", Encoding.Latin1.GetBytes(text));

    [Theory]
    [InlineData("{}")]
    [InlineData("{'descr': '<f4', 'shape': (1, 2), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1, 2), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, -2), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 99999999999999999999), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3037000500, 3037000500), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000, 2), }")]
    public void A_header_that_is_wrong(string header) => Expect("UPS1702", "x.npy", ArrayFile.WithHeader(header, Elements));

    [Theory]
    [InlineData(">f4", "False", 1)]
    [InlineData("<f2", "False", 1)]
    [InlineData("<i8", "False", 1)]
    [InlineData("|O", "False", 1)]
    [InlineData("<f4", "True", 1)]
    [InlineData("<f4", "False", 0)]
    [InlineData("<f4", "False", 4)]
    public void A_type_order_or_version_that_is_not_read(string descr, string order, byte version) =>
        Expect("UPS1703", "x.npy", ArrayFile.Npy(descr, "1, 2", Elements, version, order));

    [Fact]
    public void Records() => Expect("UPS1703", "x.npy", ArrayFile.WithHeader("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", Elements));

    [Fact]
    public void A_header_longer_than_the_file()
    {
        var file = ArrayFile.Npy("<f4", "1, 2", Elements, version: 2);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), uint.MaxValue);

        Expect("UPS1702", "x.npy", file);
    }

    [Fact]
    public void Every_truncation_of_an_array()
    {
        var file = ArrayFile.Floats("1, 2", 1, 2);
        for (var length = 0; length < file.Length; length++)
        {
            Expect("UPS1702", "x.npy", file[..length]);
        }
    }

    [Fact]
    public void Every_truncation_of_an_archive()
    {
        var file = ArrayFile.Npz(("x.npy", ArrayFile.Floats("1, 2", 1, 2)));
        for (var length = 0; length < file.Length; length++)
        {
            Expect("UPS1702", "x.npz", file[..length]);
        }
    }

    [Fact]
    public void Every_changed_byte_of_an_archive_is_read_or_refused()
    {
        var file = ArrayFile.Npz(("x.npy", ArrayFile.Floats("1, 2", 1, 2)));
        var refused = 0;
        for (var i = 0; i < file.Length; i++)
        {
            byte[] damaged = [.. file];
            damaged[i] ^= 0x55;
            refused += Refusal("x.npz", damaged) is { } code && code.StartsWith("UPS17", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(refused, 1, file.Length);
    }

    [Fact]
    public void An_archive_that_promises_more_than_its_bytes_can_hold()
    {
        var file = ArrayFile.Npz(("x.npy", ArrayFile.Npy("<f4", "200000000, 2", Elements)));
        var directory = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(directory + 24), 1_600_000_074);

        Expect("UPS1702", "x.npz", file);
    }

    [Theory]
    [InlineData("1, 3", 3)]
    [InlineData("1, 1, 2", 2)]
    [InlineData("3,", 3)]
    [InlineData("0, 2", 0)]
    [InlineData("", 1)]
    public void Sizes_that_the_input_does_not_take(string shape, int count) => Expect("UPS1704", "x.npy", ArrayFile.Floats(shape, new float[count]));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(12)]
    public void Raw_bytes_that_are_no_whole_samples(int length) => Expect("UPS1704", "x.bin", new byte[length]);

    [Fact]
    public void An_archive_without_the_input() =>
        Expect("UPS1704", "x.npz", ArrayFile.Npz(("a.npy", ArrayFile.Floats("1, 2", 1, 2)), ("b.npy", ArrayFile.Floats("1, 2", 1, 2))));

    [Fact]
    public void Arrays_of_different_numbers_of_samples() => Expect(
        "UPS1704", "x.npz", ArrayFile.Npz(("x.npy", ArrayFile.Floats("1, 2", 1, 2)), ("y.npy", ArrayFile.Floats("2, 2", 1, 2, 3, 4))), Model("x", "y"));

    [Fact]
    public void One_array_for_two_inputs() => Expect("UPS1704", "x.npy", ArrayFile.Floats("1, 2", 1, 2), Model("x", "y"));

    [Fact]
    public void Numbers_with_a_point_for_an_input_of_integers()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Node("Identity", [builder.Input("x", ElementType.Int64, Dim.Symbolic("N"), 2)]), ElementType.Int64);

        Expect("UPS1704", "x.npy", ArrayFile.Floats("1, 2", 1, 2), builder.Build());
    }

    [Fact]
    public void Raw_bytes_for_sizes_that_the_model_leaves_open()
    {
        var builder = new ModelBuilder();
        builder.Output(builder.Relu(builder.Input("x", Dim.Symbolic("N"), Dim.Symbolic("length"))));

        Expect("UPS1704", "x.bin", ArrayFile.Bytes(1f, 2f), builder.Build());
    }

    private void Expect(string code, string name, byte[] content, Model? model = null) => Assert.Equal(code, Refusal(name, content, model));

    /// <returns>The error's code; null when the file is read.</returns>
    private string? Refusal(string name, byte[] content, Model? model = null)
    {
        var path = _folder.Locate(name);
        File.WriteAllBytes(path, content);
        try
        {
            foreach (var file in CalibrationFileSet.Find(path))
            {
                using var samples = SampleFile.Open(file, model ?? Model("x"));
                Assert.NotEmpty(samples.Runs().ToArray());
            }

            return null;
        }
        catch (UpscaleException failure)
        {
            Assert.Equal(path, failure.File);
            return failure.Code;
        }
    }

    private static Model Model(params string[] inputs)
    {
        var builder = new ModelBuilder();
        foreach (var input in inputs)
        {
            builder.Output(builder.Relu(builder.Input(input, Dim.Symbolic("N"), 2)));
        }

        return builder.Build();
    }
}
