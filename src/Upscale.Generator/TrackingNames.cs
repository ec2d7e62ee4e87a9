namespace Upscale.Generator;

/// <summary>Names of the generator's steps, by which a test can see that they are cached.</summary>
internal static class TrackingNames
{
    public const string Signatures = nameof(Signatures);
    public const string Assignments = nameof(Assignments);
    public const string Diagnostics = nameof(Diagnostics);
    public const string Sources = nameof(Sources);
    public const string HasServices = nameof(HasServices);
    public const string Services = nameof(Services);
}
