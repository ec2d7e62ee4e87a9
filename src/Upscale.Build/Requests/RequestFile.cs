using System.Text;

namespace Upscale.Build.Requests;

/// <summary>Request files on disk.</summary>
internal static class RequestFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a request, and leaves a file that says the same untouched: its time tells when the request changed.</summary>
    public static void WriteIfDifferent(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path, Utf8) == text)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Utf8);
    }

    /// <summary>Puts the requests of several models into one file, for one start of the tool.</summary>
    public static void Join(IEnumerable<string> paths, string into)
    {
        var text = new StringBuilder(ModelRequest.Header);
        foreach (string path in paths)
        {
            text.Append(File.ReadAllText(path, Utf8).Substring(ModelRequest.Header.Length));
        }

        File.WriteAllText(into, text.ToString(), Utf8);
    }
}
