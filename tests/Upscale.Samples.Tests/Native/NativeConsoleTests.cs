namespace Upscale.Samples.Tests.Native;

public sealed class NativeConsoleTests
{
    [NativeToolchainFact]
    public void A_native_program_reads_a_drawing_with_the_model_inside_it()
    {
        using var folder = new TemporaryDirectory();
        var published = folder.Locate("published");

        // What the sample refers to is built with these tests.
        var publish = ChildProcess.Dotnet(
            "publish", Checkout.Locate("samples", "GlyphNative"), "-c", "Release", "-v:q", "-o", published,
            $"-p:CppCompilerAndLinker={NativeToolchainFactAttribute.Linker}", "-p:StripSymbols=false", "-p:BuildProjectReferences=false") with
        {
            WorkingDirectory = Checkout.Root,
            Timeout = TimeSpan.FromMinutes(4),
            Environment = new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        var result = publish.Run();
        Assert.True(result.ExitCode == 0, result.Transcript);
        Assert.DoesNotContain("warning", result.Output, StringComparison.OrdinalIgnoreCase);
        var files = Directory.EnumerateFiles(published).Select(file => Path.GetFileName(file)).ToArray();
        Assert.DoesNotContain("glyphs.onnx", files);
        Assert.DoesNotContain("GlyphNative.dll", files);

        var program = Path.Combine(published, OperatingSystem.IsWindows() ? "GlyphNative.exe" : "GlyphNative");
        var read = new ChildProcess(program, Checkout.Locate("samples", "GlyphNative", "k.txt")).Run();
        Assert.True(read.ExitCode == 0, read.Transcript);
        Assert.StartsWith("K ", read.Output, StringComparison.Ordinal);
        Assert.Equal(3, read.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        foreach (var (name, text) in new[] { ("empty.txt", ""), ("blank.txt", "   \n ."), ("wide.txt", new string('#', 25)), ("high.txt", new string('\n', 25) + "#") })
        {
            var refused = new ChildProcess(program, folder.Write(name, text)).Run();
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("usage", refused.Error, StringComparison.Ordinal);
        }
    }
}
