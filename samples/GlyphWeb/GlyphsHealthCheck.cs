using System.Numerics.Tensors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GlyphWeb;

/// <summary>Healthy while the model reads an empty image.</summary>
internal sealed class GlyphsHealthCheck(Glyphs model) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ReadOnlySpan<float> scores = model.Run(new float[Drawing.PixelCount], cancellationToken: cancellationToken).Logits.Span;
        bool healthy = TensorPrimitives.IsFiniteAll(scores);
        return Task.FromResult(healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The model's scores are not numbers."));
    }
}
