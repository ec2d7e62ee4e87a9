using System.Runtime.InteropServices;
using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx.Tests.Reading;

public sealed class ExternalDataTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public ExternalDataTests() =>
        File.WriteAllBytes(_folder.Locate("weights.bin"), MemoryMarshal.AsBytes<float>([9, 9, 1, 2, 3, 4]).ToArray());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_in_another_file_are_read_from_their_offset()
    {
        var model = Model.Load(Write(("location", "weights.bin"), ("offset", "8"), ("length", "16")));

        Assert.Equal([1f, 2f, 3f, 4f], model.Graph.Find("w")!.Constant!.FloatSpan.ToArray());
    }

    [Fact]
    public void Without_offset_and_length_data_start_at_the_front_and_fill_the_dimensions()
    {
        var model = Model.Load(Write(("location", "weights.bin")));

        Assert.Equal([9f, 9f, 1f, 2f], model.Graph.Find("w")!.Constant!.ToFloats());
    }

    [Fact]
    public void Data_in_a_folder_below_are_read()
    {
        Directory.CreateDirectory(_folder.Locate("data"));
        File.Copy(_folder.Locate("weights.bin"), _folder.Locate("data", "weights.bin"));

        Assert.NotNull(Model.Load(Write(("location", "data/weights.bin"))).Graph.Find("w")!.Constant);
    }

    [Fact]
    public void External_data_of_attributes_and_sub_graphs_are_read()
    {
        var path = _folder.Locate("model.onnx");
        File.WriteAllBytes(path, Messages.Changed(proto =>
        {
            var constant = Messages.Node("Constant", [], "c");
            constant.Attribute.Add(Attributes.Create("value", External(("location", "weights.bin"))));
            var body = new GraphProto { Name = "body" };
            body.Node.Add(constant);
            body.Output.Add(new ValueInfoProto { Name = "c" });
            var branch = Messages.Node("If", ["x"], "z");
            branch.Attribute.Add(Attributes.Create("then_branch", body));
            proto.Graph.Node.Add(branch);
        }));

        var inner = Model.Load(path).Graph.Nodes[2].Subgraphs[0].Find("c")!.Constant!;

        Assert.Equal([9f, 9f, 1f, 2f], inner.ToFloats());
    }

    [Fact]
    public void A_saved_copy_carries_the_data_inside()
    {
        var copy = _folder.Locate("copy", "model.onnx");
        Directory.CreateDirectory(_folder.Locate("copy"));

        Model.Load(Write(("location", "weights.bin"), ("offset", "8"))).Save(copy);

        Assert.Equal([1f, 2f, 3f, 4f], Model.Load(copy).Graph.Find("w")!.Constant!.ToFloats());
        Assert.Equal([copy], Directory.GetFiles(_folder.Locate("copy")));
    }

    [Fact]
    public void A_missing_data_file_is_an_error_that_names_it()
    {
        var failure = Expect.Error("UPS1005", () => Model.Load(Write(("location", "absent.bin"))));

        Assert.Contains("absent.bin", failure.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.Locate("model.onnx"), failure.File);
    }

    [Fact]
    public void A_folder_is_no_data_file()
    {
        Directory.CreateDirectory(_folder.Locate("data"));

        Expect.Error("UPS1005", () => Model.Load(Write(("location", "data"))));
    }

    [Fact]
    public void External_data_need_a_folder() =>
        Expect.Error("UPS1005", () => Model.Parse(File.ReadAllBytes(Write(("location", "weights.bin")))));

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("data/../../weights.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a\0b")]
    public void A_location_outside_the_folder_is_an_error(string location) =>
        Expect.Error("UPS1006", () => Model.Load(Write(("location", location))));

    [Theory]
    [InlineData("9", "16")]
    [InlineData("24", "1")]
    [InlineData("25", "0")]
    [InlineData("0", "25")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-8", "16")]
    [InlineData("8", "-16")]
    [InlineData("eight", "16")]
    [InlineData("99999999999999999999", "16")]
    public void A_stretch_outside_the_file_is_an_error(string offset, string length) =>
        Expect.Error("UPS1006", () => Model.Load(Write(("location", "weights.bin"), ("offset", offset), ("length", length))));

    [Fact]
    public void Data_that_do_not_fit_the_dimensions_are_an_error() =>
        Expect.Error("UPS1010", () => Model.Load(Write(("location", "weights.bin"), ("length", "12"))));

    [Fact]
    public void An_empty_data_file_is_an_error()
    {
        File.WriteAllBytes(_folder.Locate("empty.bin"), []);

        Expect.Error("UPS1006", () => Model.Load(Write(("location", "empty.bin"))));
    }

    private string Write(params (string Key, string Value)[] entries)
    {
        var path = _folder.Locate("model.onnx");
        File.WriteAllBytes(path, Messages.Changed(proto => proto.Graph.Initializer[0] = External(entries).Proto));
        return path;
    }

    private static Tensor External(params (string Key, string Value)[] entries)
    {
        var proto = new TensorProto { Name = "w", DataType = (int)ElementType.Float, DataLocation = TensorProto.Types.DataLocation.External };
        proto.Dims.Add(4);
        proto.ExternalData.Add(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return new Tensor(proto);
    }
}
