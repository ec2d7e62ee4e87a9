using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlyphReader.Comparison;

/// <summary>What the build reports about the model that it pruned.</summary>
/// <param name="Before">The model as it was trained.</param>
/// <param name="After">The model as it is shipped.</param>
internal sealed record BuildReport(BuildReport.Costs Before, BuildReport.Costs After)
{
    /// <summary>Reads a report that the build wrote.</summary>
    public static BuildReport Read(string path) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(path), BuildReportContext.Default.BuildReport)
        ?? throw new InvalidDataException($"{path} holds no report.");

    /// <summary>The costs of a model.</summary>
    /// <param name="Parameters">Trained numbers.</param>
    /// <param name="Macs">Multiply-adds of one image.</param>
    internal sealed record Costs(long Parameters, [property: JsonPropertyName("multiplyAdds")] long Macs);
}
