using Upscale.Onnx.Protobuf;

namespace Upscale.Onnx;

/// <summary>The versions of format and operators that a model asks for, against those that are supported.</summary>
internal static class ModelVersions
{
    private const long OldestIr = 3;
    private const long NewestIr = 13;
    private const long OldestOpset = 7;
    private const long NewestOpset = 23;

    /// <summary>Opset versions by normalised domain.</summary>
    /// <exception cref="UpscaleException">UPS1004.</exception>
    public static IReadOnlyDictionary<string, long> Read(ModelProto model)
    {
        if (model.IrVersion is < OldestIr or > NewestIr)
        {
            throw Unsupported($"the model has IR version {model.IrVersion}; versions {OldestIr} to {NewestIr} are supported. Convert the model or export it with another version");
        }

        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var import in model.OpsetImport)
        {
            var domain = Domains.Normalise(import.Domain);
            opsets[domain] = Math.Max(import.Version, opsets.GetValueOrDefault(domain));
        }

        return opsets.TryGetValue("", out var version) && version is < OldestOpset or > NewestOpset
            ? throw Unsupported($"the model uses opset {version} of ai.onnx; versions {OldestOpset} to {NewestOpset} are supported. Convert the model with onnx.version_converter or export it for such an opset")
            : opsets;
    }

    /// <exception cref="UpscaleException">UPS1004: nodes of the default domain, but no version of it.</exception>
    public static void RequireDefaultDomain(Graph graph)
    {
        if (!graph.Opsets.ContainsKey("") && Default(graph) is { } node)
        {
            throw new UpscaleException(
                ErrorCodes.UnsupportedVersion,
                $"{node.Label} belongs to ai.onnx, but the model does not say which opset of it; versions {OldestOpset} to {NewestOpset} are supported. The file may be truncated; export the model again",
                null,
                node.Label);
        }
    }

    private static Node? Default(Graph graph) => graph.Nodes.FirstOrDefault(node => node.Domain.Length == 0)
        ?? graph.Nodes.SelectMany(node => node.Subgraphs).Select(Default).FirstOrDefault(node => node is not null);

    private static UpscaleException Unsupported(string message) => new(ErrorCodes.UnsupportedVersion, message);
}
