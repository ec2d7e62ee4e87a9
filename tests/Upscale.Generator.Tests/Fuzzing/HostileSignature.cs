using System.Globalization;
using System.Text;
using Upscale.Generator.Tests.Driving;

namespace Upscale.Generator.Tests.Fuzzing;

/// <summary>A signature whose names are hostile and whose structure is sound.</summary>
internal sealed class HostileSignature
{
    private static readonly string[] Types =
        ["float32", "float16", "bfloat16", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool", "string"];

    private static readonly string[] Structures = ["seq(map(string,float32))", "seq(map(int64,float32))", "map(string,int64)", "seq(float32)", "seq(string)"];

    private readonly Random _random;
    private readonly HostileText _text;
    private readonly StringBuilder _records = new();

    /// <summary>Makes the signature of a number; the same on every machine.</summary>
    public HostileSignature(int number)
    {
        _random = new Random(number);
        _text = new HostileText(_random);
        ClassName = Class();
        string space = _random.Next(3) switch { 0 => "My.App", 1 => ClassName, _ => ClassNameOrNothing(_text.Next()) };
        Namespace = string.Create(CultureInfo.InvariantCulture, $"Case{number}.{space}").TrimEnd('.');
        Append("upscale-signature", "1");
        Append("class", ClassName);
        Append("namespace", Namespace);
        Append("model", Encode("m" + _text.Next()));
        if (_random.Next(2) == 0)
        {
            Append("summary", Encode(_text.Next()));
        }

        if (_random.Next(3) == 0)
        {
            Append("resource", Encode("r" + _text.Next()));
        }

        string[] symbols = [.. Enumerable.Range(0, 3).Select(_ => Encode("s" + _text.Next())), "?", "batch"];
        Names = [.. Tensors("input", _random.Next(0, 7), symbols), .. Tensors("output", _random.Next(1, 6), symbols)];
    }

    public string ClassName { get; }

    public string Namespace { get; }

    /// <summary>The names of inputs and outputs, as the compiler must see them.</summary>
    public IReadOnlyList<string> Names { get; }

    public SignatureText ToText() => new($"/obj/{Namespace}.{ClassName}.signature", _records.ToString());

    private string Class()
    {
        string file = string.Concat(_text.Next().Where(c => c is not '/' and not '\\' and not '\0'));
        string name = Build.Items.ClassName.FromFile(file[..Math.Min(file.Length, 200)] + ".onnx");
        return Build.Items.ClassName.IsClass(name) ? name : "Model" + name;
    }

    private static string ClassNameOrNothing(string text)
    {
        string space = Build.Items.ClassName.SafeNamespace(text.Length > 100 ? text[..100] : text);
        return Build.Items.ClassName.IsNamespace(space) ? space : "";
    }

    private List<string> Tensors(string kind, int count, string[] symbols)
    {
        var names = new List<string>();
        for (int i = 0; i < count; i++)
        {
            string name = _text.Next();
            string seen = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));
            if (names.Contains(seen))
            {
                continue;
            }

            names.Add(seen);
            AddTensor(kind, Encode(name), symbols);
        }

        if (names.Count == 0 && kind == "output")
        {
            names.Add("");
            AddTensor(kind, "", symbols);
        }

        return names;
    }

    private void AddTensor(string kind, string name, string[] symbols)
    {
        if (_random.Next(12) == 0)
        {
            Append(kind, name, Structures[_random.Next(Structures.Length)], "");
            return;
        }

        int rank = _random.Next(5);
        string[] dimensions = [.. Enumerable.Range(0, rank).Select(axis => axis != 1 && _random.Next(3) == 0 ? symbols[_random.Next(symbols.Length)] : "3")];
        Append(kind, name, Types[_random.Next(Types.Length)], string.Join(',', dimensions));
        if (kind == "output" && rank > 1 && _random.Next(2) == 0)
        {
            Append("order", name, "1", "2,0,1");
        }

        if (kind == "output" && rank > 1 && _random.Next(2) == 0)
        {
            Append("labels", name, "1", string.Join(',', Enumerable.Range(0, 3).Select(_ => Encode(_text.Next()))));
        }
    }

    private void Append(params string[] fields) => _records.AppendJoin('\t', fields).Append('\n');

    /// <summary>As the build writes it; a lone surrogate, which UTF-8 cannot hold, as it is.</summary>
    private static string Encode(string text)
    {
        var encoded = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i))
            {
                encoded.Append(text[i]);
                continue;
            }

            int length = char.IsSurrogate(text[i]) ? 2 : 1;
            foreach (byte b in Encoding.UTF8.GetBytes(text.Substring(i, length)))
            {
                encoded.Append(char.IsAsciiLetterOrDigit((char)b) ? ((char)b).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{b:X2}"));
            }

            i += length - 1;
        }

        return encoded.ToString();
    }
}
