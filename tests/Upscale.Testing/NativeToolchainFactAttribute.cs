using Xunit;

namespace Upscale.Testing;

/// <summary>A test that links a native program: skipped, with the reason, where the machine has no linker or library for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeToolchainFactAttribute : FactAttribute
{
    private static readonly string[] LibraryFolders = ["/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"];

    public NativeToolchainFactAttribute()
    {
        if (OperatingSystem.IsLinux() && (Linker.Length == 0 || !LibraryFolders.Any(folder => File.Exists(Path.Combine(folder, "libz.so")))))
        {
            Skip = "NativeAOT needs clang or gcc and the library zlib (Debian: gcc, zlib1g-dev)";
        }
    }

    /// <summary>The C compiler that links, the SDK's own choice first; empty where there is none.</summary>
    public static string Linker { get; } = new[] { "clang", "gcc" }.FirstOrDefault(IsOnPath) ?? "";

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
