using Upscale.Build.Items;

namespace Upscale.Build.Requests;

/// <summary>Where the files made of one model go.</summary>
/// <param name="Model">The pruned model; written last, so that its time stands for all.</param>
/// <param name="Plan">What was removed, as JSON.</param>
/// <param name="Report">Before and after, as JSON.</param>
/// <param name="Signature">What the generated class needs to know.</param>
/// <param name="Request">What was asked for; rewritten only when different.</param>
internal sealed record ModelOutputs(string Model, string Plan, string Report, string Signature, string Request)
{
    /// <summary>Paths of a full build.</summary>
    /// <param name="folder">The project's intermediate folder for pruned models.</param>
    /// <param name="link">The model's path beside the application.</param>
    /// <param name="report">Absolute path of the report; null: beside the other files.</param>
    public static ModelOutputs In(string folder, string link, string? report = null)
    {
        string stem = Path.Combine(folder, Path.ChangeExtension(link, null));
        return new(Path.Combine(folder, link), stem + ".plan.json", report ?? stem + ".report.json", stem + ".signature.txt", stem + ".request.txt");
    }

    /// <summary>Paths of a design-time build, which describes the model to the compiler and leaves the files of full builds alone.</summary>
    public static ModelOutputs DesignTime(string folder, string link)
    {
        string stem = Path.Combine(folder, Path.ChangeExtension(link, null));
        return new("", "", "", stem + ".design.signature.txt", stem + ".design.request.txt");
    }

    /// <summary>The file whose time is compared with the inputs'.</summary>
    public string Product => Model.Length > 0 ? Model : Signature;

    /// <summary>Every file that the tool writes, by the request's word for it.</summary>
    public IEnumerable<NamedValue> Written => new NamedValue[]
    {
        new("model", Model),
        new("plan", Plan),
        new("report", Report),
        new("signature", Signature),
    }.Where(output => output.Value.Length > 0);
}
