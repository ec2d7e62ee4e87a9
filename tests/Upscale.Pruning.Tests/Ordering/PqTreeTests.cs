using Upscale.Pruning.Ordering;

namespace Upscale.Pruning.Tests.Ordering;

public sealed class PqTreeTests
{
    [Theory]
    [InlineData(3, 200)]
    [InlineData(5, 400)]
    [InlineData(6, 200)]
    public void It_holds_exactly_the_permutations_in_which_all_sets_are_ranges(int elements, int count)
    {
        var permutations = Permutations.Of(elements);
        foreach (var problem in OrderProblem.Random(seed: elements, count, elements, consumers: 5))
        {
            var expected = permutations.Where(order => problem.Rate(order).ServesAll).Select(Text).Order(StringComparer.Ordinal);

            var tree = problem.Kept.Aggregate((PqTree?)PqTree.Universal(elements), (reduced, set) => reduced?.Reduce(set));

            var actual = tree is null ? [] : Frontiers(tree.Root!).Select(Text).Order(StringComparer.Ordinal).ToArray();
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void A_refused_set_leaves_the_tree_as_it_was()
    {
        var tree = PqTree.Universal(3).Reduce([0, 1])!.Reduce([1, 2])!;

        Assert.Null(tree.Reduce([0, 2]));
        Assert.Equal(["0,1,2", "2,1,0"], Frontiers(tree.Root!).Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sets_of_one_and_of_all_change_nothing()
    {
        var tree = PqTree.Universal(4);

        Assert.Same(tree.Root, tree.Reduce([2])!.Root);
        Assert.Same(tree.Root, tree.Reduce([0, 1, 2, 3])!.Root);
        Assert.Null(PqTree.Universal(0).Root);
    }

    private static string Text(int[] order) => string.Join(',', order);

    private static IEnumerable<int[]> Frontiers(PqNode node)
    {
        if (node.Kind == PqNodeKind.Leaf)
        {
            return [[node.Element]];
        }

        int[][][] parts = [.. node.Children.ToArray().Select(child => Frontiers(child).ToArray())];
        int[] inOrder = [.. Enumerable.Range(0, parts.Length)];
        IEnumerable<int[]> arrangements = node.Kind == PqNodeKind.P ? Permutations.Of(parts.Length) : [inOrder, [.. inOrder.Reverse()]];
        return arrangements.SelectMany(arrangement => arrangement.Aggregate(
            (IEnumerable<int[]>)[[]],
            (prefixes, part) => prefixes.SelectMany(prefix => parts[part].Select(suffix => (int[])[.. prefix, .. suffix]))));
    }
}
