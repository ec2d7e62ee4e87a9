using Microsoft.Build.Framework;

namespace Upscale.Build.Items;

/// <summary>A <c>PrunedModel</c> item of a project, with its names filled in.</summary>
/// <param name="Item">The item as the project has it.</param>
/// <param name="Class">The class to generate.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Link">The pruned model's path beside the application, with forward slashes.</param>
internal sealed record PrunedModelItem(ITaskItem Item, string Class, string Namespace, string Link)
{
    private static readonly string[] OptionNames = ["Ratio", "Criterion", "Mode", "Side", "Scope", "Round", "Order", "Reads", "Verify", "Measure", "RequireSpeedup", "PreserveOutputOrder", "ExcludeLayers"];

    /// <summary>They change what the model takes and gives, and with it the class.</summary>
    private static readonly string[] InterfaceNames = ["KeepOutputs", "Mean", "Std", "Layout"];

    private static readonly string[] ProfileWords = ["auto", "none"];

    /// <summary>The model to prune.</summary>
    public string Source => Item.GetMetadata("FullPath");

    public string FullName => Namespace.Length == 0 ? Class : Namespace + "." + Class;

    /// <summary>The file to name in messages: the one that has the item.</summary>
    public string DefinedIn => Item.GetMetadata("DefiningProjectFullPath");

    /// <summary>Which of its inputs come from other models of the project, see <see cref="ModelChains"/>.</summary>
    public string InputsFrom => Item.GetMetadata("InputsFrom");

    /// <summary>Where the report goes instead of the intermediate folder; empty where nothing is said.</summary>
    public string Report => Item.GetMetadata("Report").Trim();

    /// <summary>Reads an item.</summary>
    /// <param name="rootNamespace">For an item without one; made a valid namespace.</param>
    public static PrunedModelItem Read(ITaskItem item, string rootNamespace)
    {
        string name = item.GetMetadata("ClassName");
        string space = item.GetMetadata("Namespace");
        string link = item.GetMetadata("Link");
        return new(
            item,
            name.Length > 0 ? name : ClassName.FromFile(item.ItemSpec),
            space.Length > 0 ? space : ClassName.SafeNamespace(rootNamespace),
            (link.Length > 0 ? link : Path.GetFileName(item.ItemSpec)).Replace('\\', '/'));
    }

    /// <summary>Whether the pruned model becomes a resource of the assembly.</summary>
    public bool IsEmbedded => string.Equals(Item.GetMetadata("Embed").Trim(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The resource that an embedded model becomes.</summary>
    public string Resource => FullName + ".onnx";

    /// <summary>What the generated class depends on; metadata that are not given are left out.</summary>
    /// <param name="projectFolder">Relative labels are meant from here.</param>
    public IReadOnlyList<NamedValue> NameOptions(string projectFolder)
    {
        List<NamedValue> options = [new("ClassName", Class), new("Namespace", Namespace), new("Link", Link)];
        AddGiven(options, InterfaceNames);
        if (Item.GetMetadata("Embed").Trim() is { Length: > 0 } embed)
        {
            options.Add(new("Embed", embed));
            options.Add(new("Resource", Resource));
        }

        if (Item.GetMetadata("Labels").Trim() is { Length: > 0 } labels)
        {
            options.Add(new("Labels", Path.GetFullPath(Path.Combine(projectFolder, labels))));
        }

        return options;
    }

    /// <summary>Everything that the pruned model depends on; metadata that are not given are left out.</summary>
    /// <param name="projectFolder">Relative labels, plans, profiles and calibration data are meant from here.</param>
    public IReadOnlyList<NamedValue> AllOptions(string projectFolder)
    {
        var options = new List<NamedValue>(NameOptions(projectFolder));
        AddGiven(options, OptionNames);
        if (Item.GetMetadata("Profile").Trim() is { Length: > 0 } profile)
        {
            bool isWord = ProfileWords.Contains(profile, StringComparer.OrdinalIgnoreCase);
            options.Add(new("Profile", isWord ? profile : Path.GetFullPath(Path.Combine(projectFolder, profile))));
        }

        if (Item.GetMetadata("Plan") is { Length: > 0 } plan)
        {
            options.Add(new("Plan", Path.GetFullPath(Path.Combine(projectFolder, plan))));
        }

        if (Item.GetMetadata("Calibration") is { Length: > 0 } calibration)
        {
            options.Add(new("Calibration", CalibrationFiles.FullPath(calibration, projectFolder)));
        }

        return options;
    }

    private void AddGiven(List<NamedValue> options, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (Item.GetMetadata(name) is { Length: > 0 } value)
            {
                options.Add(new(name, value.Trim()));
            }
        }
    }
}
