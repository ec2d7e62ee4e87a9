using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlyphReader.Comparison;

/// <summary>Reads reports without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BuildReport))]
internal sealed partial class BuildReportContext : JsonSerializerContext;
