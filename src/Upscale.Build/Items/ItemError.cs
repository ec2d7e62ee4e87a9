namespace Upscale.Build.Items;

/// <summary>An item that cannot be built, under a code of the form UPS15nn.</summary>
/// <param name="Code">UPS1501 model missing, UPS1502 name taken, UPS1504 not an identifier, UPS1505 bad Link, UPS1507 misspelled metadata, UPS1514 and UPS1515 InputsFrom.</param>
/// <param name="File">The project file that has the item.</param>
/// <param name="Text">What was found and what to do.</param>
internal sealed record ItemError(string Code, string File, string Text)
{
    private const string Page = "https://github.com/upscale-build/upscale-build/blob/main/src/DIAGNOSTICS.md#";

    public const string ModelMissing = "UPS1501";
    public const string NameTaken = "UPS1502";
    public const string NotAnIdentifier = "UPS1504";
    public const string BadLink = "UPS1505";
    public const string Misspelled = "UPS1507";
    public const string NoSuchOutput = "UPS1514";
    public const string ChainedInCircle = "UPS1515";

    /// <summary>Where cause and fix are explained.</summary>
    public string HelpLink => Page + Code.ToLowerInvariant();
}
