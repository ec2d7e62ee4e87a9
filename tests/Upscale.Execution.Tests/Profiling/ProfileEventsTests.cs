using System.Text;
using Upscale.Execution.Profiling;
using Upscale.Onnx;

namespace Upscale.Execution.Tests.Profiling;

public sealed class ProfileEventsTests
{
    private const string Kernel = """
        {"cat":"Node","name":"relu_1_nchwc_kernel_time","dur":17,"args":{"op_name":"Conv","input_type_shape":[{"float":[1,8,4,4]},{"float":[8,8,3,3]}]}}
        """;

    [Fact]
    public void Kernels_are_read_and_nothing_else()
    {
        var times = Parse($$$"""
            [{"cat":"Session","name":"model_run","dur":90,"args":{}},
             {"cat":"Node","name":"relu_1_nchwc_fence_before","dur":1,"args":{"op_name":"Conv"}},
             {{{Kernel}}},
             {"cat":"Node","name":"x_kernel_time","dur":0,"args":{"op_name":"Neg"}}]
            """);

        Assert.Equal([new("relu_1_nchwc", "Conv", "[1,8,4,4]", 17), new NodeTime("x", "Neg", "", 0)], times);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[{\"cat\":\"Node\",\"name\":\"x_kernel_time\",\"dur\":1}]")]
    [InlineData("[{\"cat\":\"Node\",\"name\":\"x_kernel_time\",\"dur\":\"1\",\"args\":{\"op_name\":\"Neg\"}}]")]
    public void What_is_no_profile_is_a_coded_error(string json) =>
        Assert.Equal("UPS1406", Assert.Throws<UpscaleException>(() => Parse(json)).Code);

    private static IReadOnlyList<NodeTime> Parse(string json) => ProfileEvents.Parse(Encoding.UTF8.GetBytes(json));
}
