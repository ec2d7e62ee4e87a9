using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Execution.Profiling;

/// <summary>What tells this machine from others.</summary>
public static class ThisMachine
{
    private const int FirstBrandLeaf = unchecked((int)0x80000002);
    private const int BrandLeaves = 3;

    /// <summary>The key under which times of this machine are kept.</summary>
    /// <exception cref="UpscaleException">UPS1403: no ONNX Runtime.</exception>
    public static MachineKey Key(int threads)
    {
        RuntimeLibrary.Load();
        return new(Processor(), $"ONNX Runtime {RuntimeVersion()}", threads);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string RuntimeVersion() => OrtEnv.Instance().GetVersionString();

    private static string Processor()
    {
        var name = X86Base.IsSupported ? Brand() : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "processor";
        return $"{name} {RuntimeInformation.ProcessArchitecture}{(Avx512F.IsSupported ? " AVX-512" : Avx2.IsSupported ? " AVX2" : "")}";
    }

    /// <summary>Marketing name and signature; the name alone is the same for several generations in virtual machines.</summary>
    private static string Brand()
    {
        var bytes = new List<byte>();
        for (var leaf = 0; leaf < BrandLeaves; leaf++)
        {
            var (a, b, c, d) = X86Base.CpuId(FirstBrandLeaf + leaf, 0);
            bytes.AddRange(MemoryMarshal.AsBytes<int>([a, b, c, d]));
        }

        var signature = X86Base.CpuId(1, 0).Eax.ToString("x8", CultureInfo.InvariantCulture);
        return $"{Encoding.ASCII.GetString([.. bytes]).Replace('\0', ' ').Trim()} {signature}";
    }
}
