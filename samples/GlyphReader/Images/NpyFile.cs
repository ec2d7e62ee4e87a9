using System.Globalization;
using System.Text;

namespace GlyphReader.Images;

/// <summary>Writes arrays of bytes in NumPy's format, version 1.0.</summary>
internal static class NpyFile
{
    private const int Alignment = 64;
    private const int PreambleLength = 10;

    /// <summary>Writes unsigned bytes, row-major.</summary>
    public static void Write(string path, ReadOnlySpan<byte> values, params ReadOnlySpan<int> dims)
    {
        string shape = string.Concat(dims.ToArray().Select(dim => dim.ToString(CultureInfo.InvariantCulture) + ","));
        string header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape}), }}";
        int unpadded = PreambleLength + header.Length + 1;
        int padded = (unpadded + Alignment - 1) / Alignment * Alignment;
        header += new string(' ', padded - unpadded) + "\n";

        using FileStream file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        file.Write(Encoding.ASCII.GetBytes(header));
        file.Write(values);
    }
}
