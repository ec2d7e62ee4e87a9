using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Upscale.Pruning.Costs;

namespace Upscale.Cli.Commands;

/// <summary>The option for the block of channels that kept counts are rounded up to.</summary>
internal static class RoundOption
{
    private const string Auto = "auto";

    /// <summary>The block of ONNX Runtime's convolutions on this machine.</summary>
    /// <param name="profile">What was measured, if anything was.</param>
    public static int BlockOfThisMachine(CostTable? profile) => profile?.Block ?? (Avx512F.IsSupported ? 16 : 8);

    public static Option<RoundChoice> Create(int fallback) => new("--round")
    {
        Description = "Round kept channels up to a multiple of this; 1 is exact, auto takes this machine's block.",
        HelpName = "count|auto",
        DefaultValueFactory = _ => new(fallback),
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (text == Auto)
            {
                return new(null);
            }

            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var round))
            {
                return new(round);
            }

            argument.AddError($"'{text}' is no value of --round; give a number of channels or {Auto}.");
            return new(fallback);
        },
    };
}
