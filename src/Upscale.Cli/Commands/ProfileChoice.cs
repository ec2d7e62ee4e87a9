using System.CommandLine;
using Upscale.Execution.Profiling;
using Upscale.Onnx;
using Upscale.Pruning.Costs;

namespace Upscale.Cli.Commands;

/// <summary>Where costs come from: a profile file, that of this machine, or none.</summary>
internal static class ProfileChoice
{
    public const string Auto = "auto";
    public const string None = "none";

    private const string RuntimeNotFound = "UPS1403";

    public static Option<string> CreateOption() => new("--profile")
    {
        Description = "Costs to choose by: a file of `upscale profile`, auto for this machine's if there is one, none for the analytic model, the same everywhere.",
        HelpName = "auto|file|none",
        DefaultValueFactory = _ => None,
    };

    /// <summary>The table that a word or a path names; null: costs are analytic.</summary>
    /// <exception cref="UpscaleException">UPS1407: the file cannot be read or is no profile.</exception>
    public static CostTable? Read(string text) =>
        string.Equals(text, None, StringComparison.OrdinalIgnoreCase) ? null
        : string.Equals(text, Auto, StringComparison.OrdinalIgnoreCase) ? OfThisMachine()
        : CostTableFile.Load(text);

    /// <summary>The cost model of a table.</summary>
    public static CostModel Model(CostTable? table) => table is null ? CostModel.Analytic : new MeasuredCostModel(table);

    /// <returns>Null where nothing was measured, or there is no ONNX Runtime.</returns>
    public static CostTable? OfThisMachine()
    {
        try
        {
            return ProfileCache.OfUser().Find(ThisMachine.Key(threads: 1));
        }
        catch (UpscaleException failure) when (failure.Code == RuntimeNotFound)
        {
            return null;
        }
    }
}
