using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Upscale.Generator.Collections;

namespace Upscale.Generator.Signatures;

/// <summary>Reads a signature file: tab-separated records, one a line.</summary>
internal sealed class SignatureParser
{
    private const string Version = "1";

    private readonly Dictionary<string, string> _single = new(StringComparer.Ordinal);
    private readonly List<TensorSignature> _inputs = [];
    private readonly List<TensorSignature> _outputs = [];
    private int _line;

    private SignatureParser()
    {
    }

    /// <summary>Reads the text of one signature file.</summary>
    public static SignatureFile Parse(string path, string text)
    {
        var parser = new SignatureParser();
        try
        {
            return SignatureFile.Understood(path, parser.Read(text));
        }
        catch (SignatureFormatException problem)
        {
            return SignatureFile.Broken(path, problem.Line, problem.Message);
        }
    }

    private ModelSignature Read(string text)
    {
        string[] lines = text.Split('\n');
        for (_line = 0; _line < lines.Length; _line++)
        {
            string line = lines[_line].TrimEnd('\r');
            if (line.Length == 0)
            {
                continue;
            }

            string[] fields = line.Split('\t');
            if (_single.Count == 0)
            {
                ReadHeader(fields);
            }
            else
            {
                ReadRecord(fields);
            }
        }

        _line = 0;
        return Finish();
    }

    private void ReadHeader(string[] fields)
    {
        if (fields.Length != 2 || fields[0] != "upscale-signature")
        {
            throw Problem("it does not start with 'upscale-signature'");
        }

        if (fields[1] != Version)
        {
            throw Problem($"its version is '{fields[1]}' and this generator reads version {Version}");
        }

        _single.Add(fields[0], fields[1]);
    }

    private void ReadRecord(string[] fields)
    {
        switch (fields[0])
        {
            case "class" or "namespace" or "model" or "resource" or "summary":
                Expect(fields, 2);
                if (_single.ContainsKey(fields[0]))
                {
                    throw Problem($"a second '{fields[0]}' record");
                }

                _single.Add(fields[0], Decode(fields[1]));
                break;
            case "input":
                _inputs.Add(Tensor(fields, _inputs));
                break;
            case "output":
                _outputs.Add(Tensor(fields, _outputs));
                break;
            case "order":
                AddOrder(fields);
                break;
            case "physical":
                MarkPhysical(fields);
                break;
            case "labels":
                AddLabels(fields);
                break;
            default:
                throw Problem($"unknown record '{fields[0]}'");
        }
    }

    private TensorSignature Tensor(string[] fields, List<TensorSignature> known)
    {
        Expect(fields, 4);
        string name = Decode(fields[1]);
        if (known.Exists(tensor => tensor.Name == name))
        {
            throw Problem($"a second {fields[0]} named '{name}'");
        }

        ValueKind kind = ValueKind.Find(fields[2]) ?? throw Problem($"unknown element type '{fields[2]}'");
        IEnumerable<string> dimensions = fields[3].Length == 0 ? [] : fields[3].Split(',');
        if (kind.Form != ValueForm.Tensor && dimensions.Any())
        {
            throw Problem($"a shape for {fields[0]} '{name}', which is no tensor");
        }

        return new TensorSignature(name, kind, new EquatableArray<Dimension>(dimensions.Select(ReadDimension)), null, null);
    }

    private Dimension ReadDimension(string field)
    {
        if (field == "?")
        {
            return default;
        }

        if (long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long size))
        {
            return size >= 0 ? new Dimension(size, null) : throw Problem($"negative dimension {field}");
        }

        string symbol = Decode(field);
        return symbol.Length > 0 ? new Dimension(null, symbol) : throw Problem("an empty dimension");
    }

    private void AddOrder(string[] fields)
    {
        (int index, int axis) = Axis(fields);
        TensorSignature output = _outputs[index];
        if (output.Order is not null)
        {
            throw Problem($"a second order for output '{output.Name}'");
        }

        int[] table = [.. fields[3].Split(',').Select(Channel)];
        if (output.Dimensions[axis].Size != table.Length || !IsPermutation(table))
        {
            throw Problem($"the order of output '{output.Name}' is no permutation of axis {fields[2]} of {output.Shape}");
        }

        _outputs[index] = output with { Order = new ChannelOrder(axis, new EquatableArray<int>(table)) };
    }

    private void MarkPhysical(string[] fields)
    {
        Expect(fields, 2);
        string name = Decode(fields[1]);
        List<TensorSignature> tensors = _outputs.Exists(tensor => tensor.Name == name) ? _outputs : _inputs;
        int index = tensors.FindIndex(tensor => tensor.Name == name);
        if (index < 0)
        {
            throw Problem($"{fields[0]} for '{name}', which is no input or output listed before");
        }

        tensors[index] = tensors[index] with { IsPhysical = true };
    }

    private void AddLabels(string[] fields)
    {
        (int index, int axis) = Axis(fields);
        TensorSignature output = _outputs[index];
        if (output.Labels is not null)
        {
            throw Problem($"second labels for output '{output.Name}'");
        }

        string[] names = [.. fields[3].Split(',').Select(Decode)];
        if (output.Dimensions[axis].Size != names.Length)
        {
            throw Problem($"{names.Length} labels for axis {fields[2]} of output '{output.Name}', {output.Shape}");
        }

        _outputs[index] = output with { Labels = new ChannelLabels(axis, new EquatableArray<string>(names)) };
    }

    /// <summary>The output and the axis that a record about channels is for.</summary>
    private (int Output, int Axis) Axis(string[] fields)
    {
        Expect(fields, 4);
        string name = Decode(fields[1]);
        int index = _outputs.FindIndex(tensor => tensor.Name == name);
        if (index < 0)
        {
            throw Problem($"{fields[0]} for '{name}', which is no output listed before");
        }

        return int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out int axis) && axis < _outputs[index].Dimensions.Count
            ? (index, axis)
            : throw Problem($"axis '{fields[2]}' of the {fields[0]} is no axis of output '{name}', {_outputs[index].Shape}");
    }

    private int Channel(string field) =>
        int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out int channel)
            ? channel
            : throw Problem($"'{field}' is no channel number");

    private static bool IsPermutation(int[] table)
    {
        var seen = new bool[table.Length];
        foreach (int channel in table)
        {
            if (channel >= table.Length || seen[channel])
            {
                return false;
            }

            seen[channel] = true;
        }

        return true;
    }

    private ModelSignature Finish()
    {
        string className = Required("class");
        if (!SyntaxFacts.IsValidIdentifier(className))
        {
            throw Problem($"class name '{className}' is no C# identifier");
        }

        string ns = _single.TryGetValue("namespace", out string? given) ? given : "";
        if (ns.Length > 0 && !Array.TrueForAll(ns.Split('.'), SyntaxFacts.IsValidIdentifier))
        {
            throw Problem($"namespace '{ns}' is no C# namespace");
        }

        if (_outputs.Count == 0)
        {
            throw Problem("no 'output' record");
        }

        _single.TryGetValue("resource", out string? resource);
        _single.TryGetValue("summary", out string? summary);
        return new ModelSignature(
            className, ns, Required("model"), resource, summary, new EquatableArray<TensorSignature>(_inputs), new EquatableArray<TensorSignature>(_outputs));
    }

    private string Required(string record) =>
        _single.TryGetValue(record, out string? value) && value.Length > 0 ? value : throw Problem($"no '{record}' record");

    private string Decode(string field) =>
        PercentEncoding.TryDecode(field) ?? throw Problem($"'{field}' is not percent-encoded UTF-8");

    private void Expect(string[] fields, int count)
    {
        if (fields.Length != count)
        {
            throw Problem($"record '{fields[0]}' has {fields.Length - 1} fields instead of {count - 1}");
        }
    }

    private SignatureFormatException Problem(string message) => new(_line, message);
}
