using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Upscale.Build.Items;
using Upscale.Build.Requests;

namespace Upscale.Build;

/// <summary>Checks a project's <c>PrunedModel</c> items, names the files to make of each, and tells which of them are out of date.</summary>
public sealed class ResolvePrunedModels : Task
{
    /// <summary>The <c>PrunedModel</c> items.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Absolute path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Namespace of classes that state none.</summary>
    public string RootNamespace { get; set; } = "";

    /// <summary>Where everything made is put; relative to the project.</summary>
    [Required]
    public string IntermediateFolder { get; set; } = "";

    /// <summary>Where pruned models are kept for other builds, relative to the project; empty: nowhere.</summary>
    public string CacheFolder { get; set; } = "";

    /// <summary>Absolute path of the tool's assembly.</summary>
    [Required]
    public string ToolAssembly { get; set; } = "";

    /// <summary>Whether only signatures are wanted.</summary>
    public bool DesignTime { get; set; }

    /// <summary>Assemblies that the project's packages bring.</summary>
    public ITaskItem[] RuntimeAssemblies { get; set; } = [];

    /// <summary>Native libraries that the project's packages bring.</summary>
    public ITaskItem[] NativeLibraries { get; set; } = [];

    /// <summary>Runtime identifier of the building machine.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>One item a model: the pruned model (the signature in a design-time build), with metadata Source, Link, Embed, Resource, Plan, Report, Signature, Request and Stale.</summary>
    [Output]
    public ITaskItem[] Resolved { get; private set; } = [];

    /// <inheritdoc />
    public override bool Execute()
    {
        PrunedModelItem[] items = [.. Models.Select(item => PrunedModelItem.Read(item, RootNamespace))];
        foreach (ItemError warning in ItemCheck.Warnings(items))
        {
            Log.LogWarning(null, warning.Code, null, warning.HelpLink, Origin(warning), 0, 0, 0, 0, "{0}", warning.Text);
        }

        ModelChains chains = ModelChains.Find(items);
        foreach (ItemError problem in ItemCheck.Problems(items).Concat(chains.Problems))
        {
            Log.LogError(null, problem.Code, null, problem.HelpLink, Origin(problem), 0, 0, 0, 0, "{0}", problem.Text);
        }

        if (!Log.HasLoggedErrors)
        {
            string projectFolder = Path.GetDirectoryName(ProjectFile) ?? "";
            OnnxRuntimeAssets assets = DesignTime ? new("", "") : OnnxRuntimeAssets.Find(RuntimeAssemblies, NativeLibraries, RuntimeIdentifier);
            var requests = items.ToDictionary(item => item, item => Request(item, projectFolder, assets, chains));
            HashSet<PrunedModelItem> stale = [.. items.Where(item => Freshness.IsStale(requests[item]))];
            Resolved = [.. items.Select(item => Describe(item, requests[item], IsStale(item)))];

            // What a model in front becomes decides what this one becomes.
            bool IsStale(PrunedModelItem item) => stale.Contains(item) || (!DesignTime && chains.InFrontOf(item).Any(IsStale));
        }

        return !Log.HasLoggedErrors;
    }

    private string Origin(ItemError problem) => problem.File.Length > 0 ? problem.File : ProjectFile;

    private ModelRequest Request(PrunedModelItem item, string projectFolder, OnnxRuntimeAssets assets, ModelChains chains)
    {
        string folder = Path.GetFullPath(Path.Combine(projectFolder, IntermediateFolder));
        ChainedFile[] chained = DesignTime ? [] : [.. chains.Chains.Where(chain => chain.Item == item).Select(chain => new ChainedFile(chain.Input, ModelOutputs.In(folder, chain.From.Link).Model, chain.Output))];
        IReadOnlyList<NamedValue> options = DesignTime ? item.NameOptions(projectFolder) : item.AllOptions(projectFolder);
        var request = new ModelRequest
        {
            ProjectFile = item.DefinedIn.Length > 0 ? item.DefinedIn : ProjectFile,
            ToolAssembly = ToolAssembly,
            OnnxRuntime = assets,
            Source = item.Source,
            Options = options,
            CacheFolder = DesignTime || CacheFolder.Length == 0 ? "" : Path.GetFullPath(Path.Combine(projectFolder, CacheFolder)),
            Inputs = DesignTime ? [] :
            [
                .. ExternalDataFiles.Of(item.Source),
                .. options.Where(option => option.Key == "Calibration").SelectMany(option => CalibrationFiles.Of(option.Value)),
                .. chained.Select(chain => chain.Model).Distinct(),
            ],
            Chained = chained,
            HandedOver = DesignTime ? [] : [.. chains.Chains.Where(chain => chain.From == item).Select(chain => chain.Output).Distinct()],
            Outputs = DesignTime ? ModelOutputs.DesignTime(folder, item.Link) : ModelOutputs.In(folder, item.Link, item.Report.Length > 0 ? Path.GetFullPath(Path.Combine(projectFolder, item.Report)) : null),
            SignatureOnly = DesignTime,
        };
        RequestFile.WriteIfDifferent(request.Outputs.Request, request.ToText());
        return request;
    }

    private static TaskItem Describe(PrunedModelItem item, ModelRequest request, bool isStale)
    {
        var resolved = new TaskItem(EscapedText.Of(request.Outputs.Product));
        foreach (NamedValue output in request.Outputs.Written)
        {
            resolved.SetMetadata(char.ToUpperInvariant(output.Key[0]) + output.Key.Substring(1), EscapedText.Of(output.Value));
        }

        resolved.SetMetadata("Source", EscapedText.Of(item.Source));
        resolved.SetMetadata("Namespace", EscapedText.Of(ClassName.InSource(item.Namespace)));
        resolved.SetMetadata("Link", EscapedText.Of(item.Link));
        resolved.SetMetadata("Embed", item.IsEmbedded ? "true" : "false");
        resolved.SetMetadata("Resource", EscapedText.Of(item.Resource));
        resolved.SetMetadata("Request", EscapedText.Of(request.Outputs.Request));
        resolved.SetMetadata("Stale", isStale ? "true" : "false");
        return resolved;
    }
}
