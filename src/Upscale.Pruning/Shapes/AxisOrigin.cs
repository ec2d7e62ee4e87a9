using Upscale.Onnx;

namespace Upscale.Pruning.Shapes;

/// <summary>An axis of a tensor whose extent a size was read from.</summary>
internal readonly record struct AxisOrigin(Value Value, int Axis);
