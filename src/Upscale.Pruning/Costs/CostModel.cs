namespace Upscale.Pruning.Costs;

/// <summary>What the parts of a model cost on the runtime that it is pruned for. Seconds of one run with batch size 1.</summary>
public abstract class CostModel
{
    /// <summary>The model for builds that must not measure.</summary>
    public static CostModel Analytic { get; } = new AnalyticCostModel();

    /// <summary>Where the figures come from: <c>analytic</c>, or processor, runtime and threads.</summary>
    public abstract string Name { get; }

    /// <summary>Channels that the kernels compute together; widths that are no multiple of it waste time.</summary>
    public abstract int Block { get; }

    /// <summary>Time of a layer with its bias and a fused activation.</summary>
    public abstract double Compute(Layer layer);

    /// <summary>Time of a node that copies bytes as they are (Slice, Gather, Concat).</summary>
    /// <param name="bytes">Written.</param>
    public abstract double Copy(long bytes);

    /// <summary>Time that a Gather takes beside <see cref="Copy"/>: it copies piece by piece.</summary>
    /// <remarks>ONNX Runtime 1.29: 200,704 pieces of one channel of [1,56,56,96] in 470 µs. Of [1,C,H,W] a channel is one piece, and this is next to nothing.</remarks>
    /// <param name="pieces">Runs of memory that lie side by side in both tensors.</param>
    public static double Pieces(double pieces) => pieces * 2.3e-9;

    /// <summary>Time to change a tensor between the plain and the blocked layout, one way.</summary>
    /// <param name="bytes">Of the tensor.</param>
    public abstract double Reorder(long bytes);

    /// <summary>Time of a node that computes element by element.</summary>
    /// <param name="bytes">Written.</param>
    public abstract double Elementwise(long bytes);

    /// <summary>Time of a node that computes an exponential function element by element.</summary>
    /// <param name="bytes">Written.</param>
    public virtual double Transcendental(long bytes) => 2 * Elementwise(bytes);
}
