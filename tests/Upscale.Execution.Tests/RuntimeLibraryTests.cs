using Upscale.Onnx;

namespace Upscale.Execution.Tests;

public sealed class RuntimeLibraryTests
{
    [Fact]
    public void Loading_twice_is_harmless()
    {
        RuntimeLibrary.Load();
        RuntimeLibrary.Load();
    }

    [Fact]
    public void No_files_leave_everything_as_it_is()
    {
        RuntimeLibrary.UseFiles(null, "");
        RuntimeLibrary.Load();
    }

    [Theory]
    [InlineData("missing.dll", null)]
    [InlineData(null, "missing.so")]
    public void A_path_without_a_file_is_named(string? assembly, string? native)
    {
        var failure = Assert.Throws<UpscaleException>(() => RuntimeLibrary.UseFiles(assembly, native));

        Assert.Equal("UPS1403", failure.Code);
        Assert.Contains("missing.", failure.Message, StringComparison.Ordinal);
    }
}
