using System.Numerics;

namespace GlyphReader.Images;

/// <summary>Random numbers that are the same on every machine and in every version of .NET.</summary>
/// <remarks>O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation", 2014: variant XSH RR 64/32.</remarks>
internal sealed class Pcg32
{
    private const ulong Multiplier = 6364136223846793005;

    private readonly ulong _increment;
    private ulong _state;

    /// <summary>Starts the sequence of one seed and one stream.</summary>
    public Pcg32(ulong seed, ulong stream)
    {
        _increment = Mix(stream) | 1;
        _state = Mix(seed ^ _increment);
    }

    /// <summary>The next number in [0, 1), a multiple of 2⁻³².</summary>
    public double NextUnit() => NextBits() * (1.0 / 4294967296.0);

    /// <summary>The next number in [low, high).</summary>
    public double NextBetween(double low, double high) => low + ((high - low) * NextUnit());

    /// <summary>The next whole number in [0, count).</summary>
    public int NextIndex(int count) => (int)(((ulong)NextBits() * (ulong)count) >> 32);

    /// <summary>The next nearly Gaussian number: mean 0, variance 1, within ±6.</summary>
    /// <remarks>A sum of twelve uniform numbers: it needs no logarithm, whose last bit differs between platforms.</remarks>
    public double NextGaussian()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += NextUnit();
        }

        return sum;
    }

    /// <summary>Spreads neighbouring numbers over all 64 bits, so that neighbouring streams have nothing in common.</summary>
    /// <remarks>Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014: the finaliser of SplitMix64.</remarks>
    private static ulong Mix(ulong value)
    {
        value = unchecked(value + 0x9E3779B97F4A7C15);
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }

    private uint NextBits()
    {
        ulong state = _state;
        _state = unchecked((state * Multiplier) + _increment);
        uint shifted = (uint)(((state >> 18) ^ state) >> 27);
        return BitOperations.RotateRight(shifted, (int)(state >> 59));
    }
}
