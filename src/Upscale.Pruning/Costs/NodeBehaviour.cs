using System.Collections.Frozen;

namespace Upscale.Pruning.Costs;

/// <summary>When a node computes in the blocked layout.</summary>
internal enum BlockedRule
{
    /// <summary>Never: it reads and writes the plain layout.</summary>
    Never,

    /// <summary>When what it reads is blocked.</summary>
    Follows,

    /// <summary>When all that it reads is blocked and has one shape.</summary>
    EqualShapes,

    /// <summary>When all that it reads is blocked and fills its blocks.</summary>
    WholeBlocks,

    /// <summary>When the channels fill their blocks; what is plain is reordered for it.</summary>
    Enters,
}

/// <summary>What the runtime does with the nodes of one operator.</summary>
/// <param name="Kind">What its time depends on.</param>
/// <param name="Blocked">When it computes in the blocked layout.</param>
/// <param name="Fuses">Whether the layer before it takes it over.</param>
/// <param name="CountsInput">Whether it reads more than it writes, so that the bytes read count.</param>
internal sealed record NodeBehaviour(ExecutedKind Kind, BlockedRule Blocked = BlockedRule.Never, bool Fuses = false, bool CountsInput = false)
{
    private static readonly NodeBehaviour Other = new(ExecutedKind.Elementwise);

    /// <remarks>ONNX Runtime 1.29: the optimised graphs of its processor provider.</remarks>
    private static readonly FrozenDictionary<string, NodeBehaviour> Rows = new (string Operators, NodeBehaviour Behaviour)[]
    {
        ("Relu Clip LeakyRelu HardSigmoid", new(ExecutedKind.Elementwise, BlockedRule.Follows, Fuses: true)),
        ("Sigmoid Tanh", new(ExecutedKind.Transcendental, BlockedRule.Follows, Fuses: true)),
        ("Gelu QuickGelu Erf", new(ExecutedKind.Transcendental, BlockedRule.Follows)),
        ("Add Sum Mul", new(ExecutedKind.Elementwise, BlockedRule.EqualShapes)),
        ("MaxPool AveragePool GlobalAveragePool GlobalMaxPool", new(ExecutedKind.Elementwise, BlockedRule.Enters, CountsInput: true)),
        ("Concat", new(ExecutedKind.Copy, BlockedRule.WholeBlocks)),
        ("Resize Upsample", new(ExecutedKind.Elementwise, BlockedRule.Follows)),
        ("Slice Split Gather GatherElements GatherND Transpose Pad Expand Tile DepthToSpace SpaceToDepth Cast Where", new(ExecutedKind.Copy)),
        ("Reshape Flatten Squeeze Unsqueeze Shape Size ConstantOfShape", new(ExecutedKind.View)),
        ("Exp Log Softplus Mish Elu Selu Celu Softmax LogSoftmax Sin Cos Pow LayerNormalization GroupNormalization InstanceNormalization", new(ExecutedKind.Transcendental)),
        ("ReduceMean ReduceSum ReduceMax ReduceMin ReduceL2 ReduceProd ArgMax ArgMin", new(ExecutedKind.Elementwise, CountsInput: true)),
    }.SelectMany(row => row.Operators.Split(' ').Select(op => KeyValuePair.Create(op, row.Behaviour))).ToFrozenDictionary(StringComparer.Ordinal);

    public static NodeBehaviour Of(string operatorType) => Rows.GetValueOrDefault(operatorType, Other);
}
