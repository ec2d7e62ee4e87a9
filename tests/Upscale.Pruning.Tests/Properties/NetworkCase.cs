using FsCheck;
using FsCheck.Fluent;
using Upscale.Onnx;
using Upscale.Pruning.Ordering;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>A random network and how it is pruned at random.</summary>
/// <param name="Steps">What the network is made of.</param>
/// <param name="Opset">Decides which operators and which of their forms there are.</param>
/// <param name="Seed">Of kept sets, orders and realisations.</param>
/// <param name="Round">Widths of producers are rounded up to a multiple of this.</param>
/// <param name="Reorders">Whether channels are permuted within their blocks.</param>
/// <param name="Copies">Whether consumers read by slices and gathers at random.</param>
internal sealed record NetworkCase(NetworkStep[] Steps, long Opset, int Seed, int Round, bool Reorders, bool Copies)
{
    private const int MostSteps = 12;

    private const int MostOperators = 100_000;

    // Most operators are there at 17 only.
    private static readonly long[] Opsets = [.. Enumerable.Repeat(17L, 24), 7, 9, 11, 13, 18, 18, 19, 20, 21, 23];

    public bool PreserveOutputOrder => Seed % 4 == 0;

    /// <summary>Whether some steps use operators that jump, so that a rounding error can change a result.</summary>
    public bool HasOperators => Steps.Any(step => step.Operator >= 0);

    /// <summary>What a user could choose.</summary>
    public PruningOptions Options => new()
    {
        Ratio = Seed % 10 * 0.1,
        Criterion = Seed % 7 == 0 ? "zeros" : Seed % 2 == 0 ? "l1" : "l2",
        Mode = (PruningMode)(Seed / 10 % 2),
        Scope = (PruningScope)(Seed / 20 % 2),
        Side = (PruningSide)(Seed / 80 % 2),
        Round = Round,
        Order = OrderCatalog.Names[Seed % OrderCatalog.Names.Count],
        Reads = (ReadPolicy)(Seed / 40 % 2),
        PreserveOutputOrder = PreserveOutputOrder,
    };

    public static Arbitrary<NetworkCase> Arbitrary => Arb.From(Gen, Shrink);

    private static Gen<NetworkCase> Gen =>
        from count in FsCheck.Fluent.Gen.Choose(1, MostSteps)
        from steps in FsCheck.Fluent.Gen.ArrayOf(Step, count)
        from opset in FsCheck.Fluent.Gen.Elements(Opsets)
        from seed in FsCheck.Fluent.Gen.Choose(0, int.MaxValue)
        from round in FsCheck.Fluent.Gen.Elements(1, 1, 2, 4)
        from reorders in FsCheck.Fluent.Gen.Elements(true, true, false)
        from copies in FsCheck.Fluent.Gen.Elements(true, true, false)
        select new NetworkCase(steps, opset, seed, round, reorders, copies);

    private static Gen<NetworkStep> Step =>
        from ownKind in FsCheck.Fluent.Gen.Elements(true, false, false)
        from kind in ownKind
            ? FsCheck.Fluent.Gen.Choose(0, NetworkSteps.Count - 1)
            : FsCheck.Fluent.Gen.Choose(NetworkSteps.Count, NetworkSteps.Count + MostOperators)
        from left in FsCheck.Fluent.Gen.Choose(0, 99)
        from right in FsCheck.Fluent.Gen.Choose(0, 99)
        from number in FsCheck.Fluent.Gen.Choose(0, 99)
        select new NetworkStep(kind, left, right, number);

    public (Model Model, string Code) Build()
    {
        var isBatchOpen = Seed % (HasOperators ? 12 : 3) == 0;
        var state = new NetworkState(Opset, isBatchOpen ? Dim.Symbolic("N") : 1);
        foreach (var step in Steps)
        {
            NetworkSteps.Apply(state, step);
        }

        state.Finish(Seed & 0xFF);
        return (state.Builder.Build(), state.Builder.Code);
    }

    public override string ToString() =>
        $"opset {Opset}, seed {Seed}, round {Round}, reorders {Reorders}, copies {Copies}\n{string.Join('\n', Steps.Select(step => step.ToString()))}\n{PruningProperties.Explain(this)}";

    private static IEnumerable<NetworkCase> Shrink(NetworkCase item)
    {
        for (var length = item.Steps.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= item.Steps.Length; start += length)
            {
                yield return item with { Steps = [.. item.Steps[..start], .. item.Steps[(start + length)..]] };
            }
        }

        foreach (var simpler in new[] { item with { Reorders = false }, item with { Copies = false }, item with { Round = 1 } }.Where(other => other != item))
        {
            yield return simpler;
        }

        for (var i = 0; i < item.Steps.Length; i++)
        {
            var step = item.Steps[i];
            foreach (var smaller in new[] { step with { Left = step.Left / 2 }, step with { Right = step.Right / 2 }, step with { Number = step.Number / 2 } }.Where(other => other != step))
            {
                yield return item with { Steps = [.. item.Steps[..i], smaller, .. item.Steps[(i + 1)..]] };
            }
        }
    }
}
