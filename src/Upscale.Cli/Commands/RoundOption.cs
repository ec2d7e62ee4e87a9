using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Upscale.Cli.Commands;

/// <summary>The option for the block of channels that kept counts are rounded up to.</summary>
internal static class RoundOption
{
    private const string Auto = "auto";

    /// <summary>The block of ONNX Runtime's convolutions on this machine.</summary>
    public static int BlockOfThisMachine => Avx512F.IsSupported ? 16 : 8;

    public static Option<int> Create(int fallback) => new("--round")
    {
        Description = "Round kept channels up to a multiple of this; 1 is exact, auto takes this machine's block.",
        HelpName = "count|auto",
        DefaultValueFactory = _ => fallback,
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (text == Auto)
            {
                return BlockOfThisMachine;
            }

            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var round))
            {
                return round;
            }

            argument.AddError($"'{text}' is no value of --round; give a number of channels or {Auto}.");
            return fallback;
        },
    };
}
