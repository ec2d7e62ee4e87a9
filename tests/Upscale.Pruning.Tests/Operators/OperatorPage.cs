using System.Reflection;
using System.Text;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Tests.Channels.Perturbation;

namespace Upscale.Pruning.Tests.Operators;

/// <summary>The table of all operators: written from the catalog, its documentation and what the analysis says where each is used.</summary>
internal static class OperatorPage
{
    private const string Introduction = """
        # Operators

        What pruning knows of every operator; written from the catalog, do not edit. An operator that is not listed pins the channels it touches, and nothing else.

        Labels are those of one representative use: per operand, a letter names an axis, `_` is an axis that is not followed, `.` any number of them, `*` all axes, element by element. Operands that are not named are not followed.
        A letter on constants and an output is **produced**, on an activation and a constant **consumed**, on an activation and an output **carried**; activations that share one are **joined**. A channel axis without a letter is **pinned**. **Structural** operators follow channels by a map of their own; where it does not apply, their labels do. Roles are those of all uses that the tests run.

        | operators | labels | roles | what they do |
        |---|---|---|---|

        """;

    private static readonly string[] Roles = ["produces", "consumes", "carries", "joins", "structural", "pins"];

    public static string Write()
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        var uses = ElementwiseCases.All.Concat(LayerCases.All).Concat(AxisCases.All).Concat(Others).ToLookup(item => item.OpType, StringComparer.Ordinal);
        foreach (var op in OperatorCatalog.All.Select(pair => pair.Value).Distinct())
        {
            var types = op.OpTypes.Order(StringComparer.Ordinal).ToArray();
            var found = types.SelectMany(type => uses[type]).Select(item => OperatorUse.Of(op, item)).ToArray();
            var roles = found.SelectMany(use => use.Roles).Concat(IsStructural(op) ? ["structural"] : Array.Empty<string>()).ToHashSet(StringComparer.Ordinal);
            text.Append(string.Join(" | ", (string[])
            [
                $"| {string.Join(", ", types)}",
                found is [] ? "" : Labels(found),
                string.Join(", ", Roles.Where(roles.Contains)),
                $"{OperatorSummary.Of(op)} |",
            ])).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Uses of operators that are not run with and without a change.</summary>
    private static IEnumerable<OperatorCase> Others =>
    [
        OperatorCase.Of("Constant", ChannelRole.Ignored, (b, x) => b.Add(x[0], b.Node("Constant", [], ("value_float", 1f)))),
    ];

    /// <summary>A reason stands where the representative use has no labels.</summary>
    private static string Labels(OperatorUse[] uses)
    {
        var labels = (uses.FirstOrDefault(use => use.Labels.Contains("->", StringComparison.Ordinal)) ?? uses[0]).Labels;
        return labels.Contains("->", StringComparison.Ordinal) ? $"`{labels.Trim()}`" : labels;
    }

    private static bool IsStructural(Operator op) =>
        op.GetType().GetMethod(nameof(Operator.Propagate), BindingFlags.Instance | BindingFlags.NonPublic)!.DeclaringType != typeof(Operator);
}
