namespace Upscale.Pruning.Importance;

/// <summary>max(0, x) of a normally distributed x.</summary>
internal static class RectifiedGaussian
{
    private const double TailFrom = 3;
    private const int TailTerms = 64;

    /// <summary>E[max(0, x)²] = (μ² + σ²) Φ(μ/σ) + μ σ φ(μ/σ).</summary>
    /// <param name="mean">μ.</param>
    /// <param name="deviation">σ, at least 0.</param>
    public static double MeanSquare(double mean, double deviation)
    {
        if (deviation == 0)
        {
            return mean > 0 ? mean * mean : 0;
        }

        var z = mean / deviation;
        return Math.Max(0, deviation * deviation * ((((z * z) + 1) * Cumulative(z)) + (z * Density(z))));
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ: around 0 its series, in the tails the continued fraction of Mills' ratio.</summary>
    private static double Cumulative(double z) =>
        z > TailFrom ? 1 - (Density(z) * Mills(z))
        : z < -TailFrom ? Density(z) * Mills(-z)
        : 0.5 + (Density(z) * Series(z));

    private static double Series(double z)
    {
        var (sum, term) = (z, z);
        for (var i = 3; Math.Abs(term) > 1e-17; i += 2)
        {
            term *= z * z / i;
            sum += term;
        }

        return sum;
    }

    private static double Mills(double z)
    {
        var fraction = z;
        for (var i = TailTerms; i >= 1; i--)
        {
            fraction = z + (i / fraction);
        }

        return 1 / fraction;
    }
}
