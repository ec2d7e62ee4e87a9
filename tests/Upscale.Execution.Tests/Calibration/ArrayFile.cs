using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Upscale.Execution.Tests.Calibration;

/// <summary>Array files as NumPy writes them, or as it never would.</summary>
internal static class ArrayFile
{
    public static byte[] Floats(string shape, params float[] values) => Npy("<f4", shape, Bytes<float>(values));

    public static byte[] Npy(string descr, string shape, byte[] elements, byte version = 1, string order = "False") =>
        WithHeader($"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': ({shape}), }}", elements, version);

    public static byte[] WithHeader(string header, byte[] elements, byte version = 1)
    {
        var text = Encoding.UTF8.GetBytes(header.PadRight(64) + "\n");
        byte[] size = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. size, .. text, .. elements];
    }

    public static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    public static byte[] Npz(params (string Name, byte[] Content)[] arrays)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in arrays)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
