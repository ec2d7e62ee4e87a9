namespace Upscale.Build.Items;

/// <summary>Reads the metadata <c>InputsFrom</c>: <c>encoder.onnx:features</c> or <c>input=encoder.onnx:features</c>, with semicolons between several.</summary>
/// <remarks>Names of inputs and outputs may hold any character, so an entry is understood by the items that there are.</remarks>
internal sealed class ModelChains
{
    private readonly List<ModelChain> _chains = [];
    private readonly List<ItemError> _problems = [];

    private ModelChains()
    {
    }

    /// <summary>In the order of the items.</summary>
    public IReadOnlyList<ModelChain> Chains => _chains;

    /// <summary>What is wrong with them.</summary>
    public IReadOnlyList<ItemError> Problems => _problems;

    /// <summary>Reads the chains of a project.</summary>
    public static ModelChains Find(IReadOnlyList<PrunedModelItem> items)
    {
        var chains = new ModelChains();
        foreach (PrunedModelItem item in items)
        {
            foreach (string entry in item.InputsFrom.Split(';').Select(part => part.Trim()).Where(part => part.Length > 0))
            {
                chains.Read(item, entry, items);
            }
        }

        if (chains._problems.Count == 0 && chains.FirstInCircle(items) is { } circular)
        {
            chains._problems.Add(ItemCheck.Problem(ItemError.ChainedInCircle, circular, "its InputsFrom leads back to itself. A model can only take outputs of models in front of it"));
        }

        return chains;
    }

    /// <summary>The models that give an input to one, directly.</summary>
    public IEnumerable<PrunedModelItem> InFrontOf(PrunedModelItem item) => _chains.Where(chain => chain.Item == item).Select(chain => chain.From);

    private void Read(PrunedModelItem item, string entry, IReadOnlyList<PrunedModelItem> items)
    {
        foreach (int start in Enumerable.Range(0, entry.Length).Where(place => place == 0 || entry[place - 1] == '='))
        {
            PrunedModelItem[] givers = Givers(entry.Substring(start).Trim(), items, out string output);
            if (givers.Length == 1)
            {
                _chains.Add(new(item, start == 0 ? "" : entry.Substring(0, start - 1).Trim(), givers[0], output));
                return;
            }

            if (givers.Length > 1)
            {
                AddProblem(item, $"InputsFrom '{entry}' may mean several items. Name the one by its path, or give the model one item only");
                return;
            }
        }

        string[] names = [.. items.Where(other => other != item).Select(other => other.Item.ItemSpec)];
        string? meant = Spelling.Nearest(entry.Substring(0, Math.Max(0, entry.LastIndexOf(':'))), names);
        AddProblem(item, $"InputsFrom '{entry}' is no output of another PrunedModel item{(meant is null ? "" : $"; did you mean '{meant}'?")}. Write item:output or input=item:output, as in 'encoder.onnx:features'");
    }

    /// <summary>Those of the items whose name, path or full path a text begins with, the longest names only, and the output behind it.</summary>
    private static PrunedModelItem[] Givers(string source, IReadOnlyList<PrunedModelItem> items, out string output)
    {
        string text = Slashed(source);
        var matches = items
            .Select(item => (Item: item, Length: Names(item).Where(name => text.Length > name.Length + 1 && text.StartsWith(name + ":", StringComparison.Ordinal)).Select(name => name.Length).DefaultIfEmpty(0).Max()))
            .Where(match => match.Length > 0).ToArray();
        int longest = matches.Select(match => match.Length).DefaultIfEmpty(0).Max();
        output = longest == 0 ? "" : source.Substring(longest + 1).Trim();
        return output.Length == 0 ? [] : [.. matches.Where(match => match.Length == longest).Select(match => match.Item)];
    }

    private static IEnumerable<string> Names(PrunedModelItem item) =>
        new[] { item.Item.ItemSpec, Path.GetFileName(item.Item.ItemSpec), item.Source }.Select(Slashed);

    private static string Slashed(string path) => path.Replace('\\', '/');

    private PrunedModelItem? FirstInCircle(IReadOnlyList<PrunedModelItem> items) => items.FirstOrDefault(item =>
    {
        var reached = new HashSet<PrunedModelItem>();
        var open = new Stack<PrunedModelItem>(InFrontOf(item));
        while (open.Count > 0)
        {
            PrunedModelItem next = open.Pop();
            if (reached.Add(next))
            {
                InFrontOf(next).ToList().ForEach(open.Push);
            }
        }

        return reached.Contains(item);
    });

    private void AddProblem(PrunedModelItem item, string text) => _problems.Add(ItemCheck.Problem(ItemError.NoSuchOutput, item, text));
}
