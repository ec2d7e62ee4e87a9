using System.Text.Json;
using Upscale.Pruning.Ordering;

namespace Upscale.Pruning.Tests.Ordering;

public sealed class RecordedOrderTests
{
    [SharedTheory]
    [InlineData("consecutive", 76, 71)]
    [InlineData("upscale", 69, 71)]
    public void At_least_as_many_sets_are_ranges_as_in_the_recorded_orders(string name, int intervals, int nested)
    {
        var order = OrderCatalog.Find(name);
        var complete = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in Records())
        {
            var quality = record.Problem.Solve(order);

            Assert.True(quality.Served.Count(served => served) >= record.Ranges, record.Problem.ToString());
            complete[record.Kind] = complete.GetValueOrDefault(record.Kind) + (quality.ServesAll ? 1 : 0);
        }

        Assert.InRange(complete["interval"], intervals, 76);
        Assert.Equal(nested, complete["nested"]);
    }

    private static IEnumerable<(string Kind, OrderProblem Problem, int Ranges)> Records()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFolder.Path!, "golden", "upscale_orders.json")));
        return
        [
            .. from record in document.RootElement.EnumerateArray()
               let kept = record.GetProperty("kept").Deserialize<int[][]>()!.Select(set => set.Order().ToArray()).ToArray()
               select (
                   record.GetProperty("kind").GetString()!,
                   new OrderProblem(record.GetProperty("channels").GetInt32(), kept, [.. kept.Select(_ => 1.0)]),
                   record.GetProperty("contiguous").Deserialize<bool[]>()!.Count(contiguous => contiguous)),
        ];
    }
}
