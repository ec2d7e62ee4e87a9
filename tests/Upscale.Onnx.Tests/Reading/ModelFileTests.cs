using System.Runtime.InteropServices;
using System.Text;

namespace Upscale.Onnx.Tests.Reading;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_an_error()
    {
        Expect.Error("UPS1001", () => Model.Load(_folder.Locate("absent.onnx")));
        Expect.Error("UPS1001", () => Model.Load(_folder.Locate("absent", "model.onnx")));
    }

    [Fact]
    public void A_folder_is_not_a_model() => Expect.Error("UPS1001", () => Model.Load(_folder.Path));

    [Fact]
    public void An_impossible_path_is_an_error() => Expect.Error("UPS1001", () => Model.Load("no\0where.onnx"));

    [Fact]
    public void An_empty_file_is_an_error() => NotOnnx([], "empty");

    [Fact]
    public void Text_is_not_a_model() => NotOnnx("import torch\nmodel = torch.load('x.pt')\n"u8, "(text)");

    [Fact]
    public void A_long_text_is_not_a_model() => NotOnnx(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Before you begin, read this. ", 500))), "(text)");

    [Fact]
    public void An_image_is_not_a_model() =>
        NotOnnx([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H'], "PNG");

    [Fact]
    public void A_checkpoint_is_not_a_model() => NotOnnx([(byte)'P', (byte)'K', 3, 4, 0, 0, 8, 8], "ZIP");

    [Fact]
    public void Another_message_without_a_graph_is_not_a_model() => NotOnnx([0x08, 8, 0x12, 1, (byte)'a'], "no graph");

    [Fact]
    public void Random_bytes_are_not_a_model()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(1, 4000)];
            random.NextBytes(bytes);
            var failure = Assert.Throws<UpscaleException>(() => Model.Parse(bytes));
            Assert.True(failure.Code is "UPS1002" or "UPS1003" or "UPS1004", failure.Message);
        }
    }

    [Fact]
    public void A_truncated_file_is_an_error_that_tells_both_sizes()
    {
        var bytes = Messages.Small().ToBytes();
        var path = _folder.Locate("half.onnx");
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        var failure = Expect.Error("UPS1003", () => Model.Load(path));

        Assert.Contains($"ends after {bytes.Length / 2} bytes", failure.Message, StringComparison.Ordinal);
        Assert.Equal(path, failure.File);
    }

    [Fact]
    public void Damage_inside_is_told_from_truncation()
    {
        byte[] bytes = [0x08, 8, 0x3A, 3, 0x0A, 120, 1];

        Assert.Contains("damaged inside", Expect.Error("UPS1002", () => Model.Parse(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_declared_size_allocates_nothing()
    {
        byte[] bytes = [0x08, 8, 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        var before = GC.GetAllocatedBytesForCurrentThread();

        Expect.Error("UPS1003", () => Model.Parse(bytes));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_flood_of_empty_nodes_is_refused_before_it_fills_memory()
    {
        const int Count = 2_000_000;
        byte[] bytes = [0x08, 8, 0x3A, 0x80, 0x92, 0xF4, 0x01, .. new byte[2 * Count]];
        MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan(bytes.Length - (2 * Count))).Fill(0x000A);

        Expect.Error("UPS1002", () => Model.Parse(bytes));
    }

    private void NotOnnx(ReadOnlySpan<byte> content, string words)
    {
        var path = _folder.Locate("model.onnx");
        File.WriteAllBytes(path, content);

        var failure = Expect.Error("UPS1002", () => Model.Load(path));

        Assert.Equal(path, failure.File);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }
}
