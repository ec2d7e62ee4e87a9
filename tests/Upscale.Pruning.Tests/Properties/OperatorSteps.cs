using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Tests.Channels.Perturbation;

namespace Upscale.Pruning.Tests.Properties;

/// <summary>Steps that append a use of an operator, whichever the catalog has.</summary>
internal static class OperatorSteps
{
    private const float UsualLow = -0.7f;

    /// <summary>Operators that divide by a deviation or a norm, which must not be zero.</summary>
    private static readonly string[] Normalising = ["LpNormalization", "MeanVarianceNormalization"];

    public static void Apply(NetworkState state, NetworkStep step)
    {
        if (OperatorFragment.Pick(state.Builder.Opset, step.Operator) is not { } fragment)
        {
            return;
        }

        var item = fragment.Case;
        string[] inputs = [.. item.Inputs.Select((dims, i) => Within(state, item, dims, Input(state, item, dims, i == 0 ? step.Left : step.Right, step.Number)))];
        var outputs = fragment.Append(state.Builder, inputs, tensor => state.Constant(item.Name, tensor, shared: step.Right % 4 == 0));
        foreach (var (output, name) in fragment.Outputs.Zip(outputs))
        {
            Use(state, output, name, step);
        }
    }

    /// <summary>Channels that other nodes read too are rare, more so before an operator that pins them.</summary>
    private static string Input(NetworkState state, OperatorCase item, long[] dims, int pick, int choice)
    {
        var axis = item.ChannelsLast ? dims.Length - 1 : 1;
        var isShared = choice % (item.Role == ChannelRole.Pinned ? 5 : 3) == 0;
        if (isShared && state.PickFitting(dims, axis, pick) is { } known)
        {
            return known;
        }

        var feature = state.Pick(pick);
        var name = TensorFitting.Fit(state, isShared ? feature : state.Conv(feature, (int)dims[axis], 1), dims, axis, choice);
        state.AddFitting(name, dims, axis);
        return name;
    }

    /// <summary>Keeps values where the operator is defined and rounding errors stay small.</summary>
    private static string Within(NetworkState state, OperatorCase item, long[] dims, string name)
    {
        var builder = state.Builder;
        if (Normalising.Contains(item.OpType))
        {
            return builder.Node("Add", [builder.Node("Tanh", [name]), builder.Uniform(-1, 1, dims)]);
        }

        if (item.Low == UsualLow)
        {
            return builder.Node("Mul", [builder.Node("Tanh", [name]), state.Scalar(-UsualLow)]);
        }

        const float Share = 0.98f;
        var scaled = builder.Node("Mul", [builder.Node("Sigmoid", [name]), state.Scalar((item.High - item.Low) * Share)]);
        return builder.Node("Add", [scaled, state.Scalar(item.Low)]);
    }

    private static void Use(NetworkState state, FragmentOutput output, string name, NetworkStep step)
    {
        var builder = state.Builder;
        var numbers = output.Type is ElementType.Float ? name : builder.Node("Cast", [name], ("to", (long)ElementType.Float));
        if (output.Dims is null || output.Dims.Length == 0 || step.Number % 5 == 0)
        {
            builder.Output(numbers);
            return;
        }

        ImmutableArray<int> axes = output.Axes.IsEmpty ? [step.Number % output.Dims.Length] : output.Axes;
        if (axes.Length == 1)
        {
            state.AddFitting(numbers, output.Dims, axes[0]);
        }

        var feature = TensorFitting.Unfit(state, builder.Node("Tanh", [numbers]), output.Dims, axes, state.Image.Size);
        state.Add(output.Axes.IsEmpty && step.Right % 4 != 0 ? state.Conv(feature, 4, 1) : feature);
    }
}
