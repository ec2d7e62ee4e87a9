using System.Text;

namespace Upscale.Build.Items;

/// <summary>What must hold for the items of a project before the tool is asked.</summary>
internal static class ItemCheck
{
    /// <summary>Every problem, in the order of the items.</summary>
    public static IEnumerable<ItemError> Problems(IReadOnlyList<PrunedModelItem> items)
    {
        var classes = new Dictionary<string, PrunedModelItem>(StringComparer.Ordinal);
        var links = new Dictionary<string, PrunedModelItem>(StringComparer.OrdinalIgnoreCase);
        var reports = new Dictionary<string, PrunedModelItem>(StringComparer.OrdinalIgnoreCase);
        foreach (PrunedModelItem item in items)
        {
            foreach (ItemError problem in Problems(item))
            {
                yield return problem;
            }

            if (classes.TryGetValue(item.FullName, out PrunedModelItem? owner))
            {
                yield return Problem(ItemError.NameTaken, item, $"it would generate class '{item.FullName}', which '{owner.Item.ItemSpec}' generates already. Give one of them another ClassName or Namespace");
            }
            else if (links.TryGetValue(Path.ChangeExtension(item.Link, null), out owner))
            {
                yield return Problem(ItemError.NameTaken, item, $"it would be copied to '{item.Link}' beside the application, where '{owner.Item.ItemSpec}' goes already. Give one of them another Link");
            }

            if (item.Report.Length > 0 && reports.TryGetValue(item.Report, out owner))
            {
                yield return Problem(ItemError.NameTaken, item, $"its report would go to '{item.Report}', where that of '{owner.Item.ItemSpec}' goes already. Give one of them another Report");
            }

            reports[item.Report] = item;
            classes[item.FullName] = item;
            links[Path.ChangeExtension(item.Link, null)] = item;
        }
    }

    /// <summary>What has no effect and was probably meant to have one.</summary>
    public static IEnumerable<ItemError> Warnings(IReadOnlyList<PrunedModelItem> items)
    {
        foreach (PrunedModelItem item in items)
        {
            foreach (NamedValue name in MetadataNames.Misspelled(item.Item))
            {
                yield return Problem(ItemError.Misspelled, item, $"the metadata '{name.Key}' is unknown and has no effect; did you mean '{name.Value}'?");
            }
        }
    }

    private static IEnumerable<ItemError> Problems(PrunedModelItem item)
    {
        if (!File.Exists(item.Source))
        {
            yield return Problem(ItemError.ModelMissing, item, $"there is no file '{item.Source}'. Correct the path, or fetch the model before the build");
        }

        if (!ClassName.IsClass(item.Class))
        {
            yield return Problem(ItemError.NotAnIdentifier, item, $"ClassName '{item.Class}' is not a C# class name. Use letters, digits and underscores, the first not a digit and one of them not a lower-case letter");
        }

        if (!ClassName.IsNamespace(item.Namespace))
        {
            yield return Problem(ItemError.NotAnIdentifier, item, $"Namespace '{item.Namespace}' is not a C# namespace. Use identifiers separated by dots");
        }

        if (Encoding.UTF8.GetByteCount(item.FullName) > ClassName.MostBytes)
        {
            yield return Problem(ItemError.NotAnIdentifier, item, $"ClassName and Namespace together take more than {ClassName.MostBytes} bytes. Give shorter ones");
        }

        if (ClassName.HiddenBy(item.FullName) is string hidden)
        {
            yield return Problem(ItemError.NotAnIdentifier, item, $"class '{item.FullName}' would hide the namespace '{hidden}', which generated code needs. Give it another ClassName or Namespace");
        }

        if (Path.IsPathRooted(item.Link) || item.Link.Split('/').Any(part => part is "" or "." or ".."))
        {
            yield return Problem(ItemError.BadLink, item, $"Link '{item.Link}' is not a file below the application's folder. Use a relative path without '.' and '..'");
        }
    }

    /// <summary>A problem of an item.</summary>
    public static ItemError Problem(string code, PrunedModelItem item, string text) => new(code, item.DefinedIn, $"PrunedModel '{item.Item.ItemSpec}': {text}");
}
