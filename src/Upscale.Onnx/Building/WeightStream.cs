using System.Text;

namespace Upscale.Onnx;

/// <summary>Pseudo-random weights that are the same on every machine: integer arithmetic only, one stream per name.</summary>
internal sealed class WeightStream
{
    private ulong _state;

    public WeightStream(int seed, string name)
    {
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var next in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ next) * 1099511628211UL;
        }

        _state = hash;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-24.</summary>
    public float Uniform() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Approximately normal with mean 0 and standard deviation 1, within ±6: the sum of twelve uniform 16-bit numbers.</summary>
    public float Normal()
    {
        var sum = Halves(Next()) + Halves(Next()) + Halves(Next());
        return (sum - (6 * 65535)) * (1f / 65536);
    }

    private static int Halves(ulong bits) =>
        (int)(bits & 0xFFFF) + (int)((bits >> 16) & 0xFFFF) + (int)((bits >> 32) & 0xFFFF) + (int)(bits >> 48);

    // SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
