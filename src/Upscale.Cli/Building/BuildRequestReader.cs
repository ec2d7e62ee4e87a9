using Upscale.Onnx;

namespace Upscale.Cli.Building;

/// <summary>Reads request files: a header line, then one tab-separated record a line, values percent-encoded.</summary>
/// <remarks>The records project, onnxruntime, cache and signature-only hold for the models below them; option, input, chained, handed-over and output belong to the model above them.</remarks>
internal sealed class BuildRequestReader
{
    private const string Header = "upscale-request\t1";

    private readonly string _path;
    private readonly List<BuildRequestModel> _models = [];
    private (string Assembly, string Library) _runtime = ("", "");
    private string _project = "";
    private string _cache = "";
    private bool _signatureOnly;
    private int _line;

    private BuildRequestReader(string path) => _path = path;

    /// <summary>Reads a request file.</summary>
    /// <exception cref="UpscaleException">UPS1610: the file cannot be read or is not a request.</exception>
    public static BuildRequest Read(string path)
    {
        try
        {
            return Parse(File.ReadAllLines(path), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpscaleException("UPS1610", $"the request cannot be read: {failure.Message}", path, inner: failure);
        }
    }

    /// <summary>Reads the lines of a request file.</summary>
    /// <exception cref="UpscaleException">UPS1610: the lines are not a request.</exception>
    public static BuildRequest Parse(IReadOnlyList<string> lines, string path)
    {
        var reader = new BuildRequestReader(path);
        if (lines is not [Header, ..])
        {
            throw reader.Damaged($"its first line is not '{Header.Replace('\t', ' ')}'");
        }

        for (reader._line = 1; reader._line < lines.Count; reader._line++)
        {
            var fields = lines[reader._line].Split('\t');
            reader.Read(fields[0], [.. fields.Skip(1).Select(Uri.UnescapeDataString)]);
        }

        return new(reader._runtime.Assembly, reader._runtime.Library, [.. reader._models]);
    }

    private void Read(string record, string[] values)
    {
        switch (record, values)
        {
            case ("project", [var project]):
                _project = project;
                break;
            case ("tool", [_]):
                break;
            case ("cache", [var folder]):
                _cache = folder;
                break;
            case ("onnxruntime", [var assembly, var library]):
                _runtime = (assembly, library);
                break;
            case ("signature-only", [var value]):
                _signatureOnly = value == "true";
                break;
            case ("model", [var source]):
                _models.Add(new()
                {
                    Source = source,
                    Project = _project,
                    SignatureOnly = _signatureOnly,
                    CacheFolder = _cache,
                    RuntimeFiles = [.. new[] { _runtime.Assembly, _runtime.Library }.Where(File.Exists)],
                });
                break;
            case ("option", [var name, var value]):
                Change(model => model with { Options = model.Options.SetItem(name, value) });
                break;
            case ("input", [var file]):
                Change(model => model with { Inputs = model.Inputs.Add(file) });
                break;
            case ("chained", [var input, var file, var output]):
                Change(model => model with { Chained = model.Chained.Add(new(input, file, output)) });
                break;
            case ("handed-over", [var output]):
                Change(model => model with { HandedOver = model.HandedOver.Add(output) });
                break;
            case ("output", [var kind, var path]):
                Change(model => model with { Outputs = model.Outputs.SetItem(kind, path) });
                break;
            default:
                throw Damaged($"its record '{record}' is unknown or has {values.Length} values");
        }
    }

    private void Change(Func<BuildRequestModel, BuildRequestModel> change)
    {
        if (_models.Count == 0)
        {
            throw Damaged("it has an option, an input or an output above the first model");
        }

        _models[^1] = change(_models[^1]);
    }

    private UpscaleException Damaged(string problem) => new(
        "UPS1610", $"the request is not understood: {problem} (line {_line + 1}). Task and tool are of different versions; clean and rebuild the project", _path);
}
