using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Rewriting;

/// <summary>Makes values narrower by narrowing what makes them, up to where others read too; there a copy is made.</summary>
internal sealed class AxisNarrowing
{
    private readonly ReadNodes _reads;
    private readonly FlatConcat _flat;

    public AxisNarrowing(Model model)
    {
        Shapes = ShapeInference.Run(model.Graph);
        Patch = new(model);
        _reads = new(Patch);
        _flat = new(Patch, Shapes, _reads);
    }

    public ShapeTable Shapes { get; }

    public ModelPatch Patch { get; }

    /// <summary>Reads some positions of a value by narrowing what makes it.</summary>
    /// <returns>Name of what has just these positions; null where only a copy does.</returns>
    public string? TryRead(Node reader, Value value, ReadPositions positions)
    {
        if (!CarriedAxis.IsPrivate(value))
        {
            return null;
        }

        var context = new OperatorContext(value.Producer!, Shapes);
        if (ReadPositions.IsConcatAlong(context, positions.Axis))
        {
            if (!PaysInside(context, positions))
            {
                return _flat.Read(reader, value, positions);
            }

            var operands = Operands(context, positions);
            if (operands is [var only])
            {
                return only;
            }

            Patch.SetInputs(context.Node, operands);
        }
        else
        {
            return TryNarrow(value, positions) ? value.Name : null;
        }

        Declare(value, positions);
        return value.Name;
    }

    /// <summary>Makes a value, whoever reads it, consist of some positions of an axis, by narrowing what makes it.</summary>
    /// <returns>Whether its node carries or makes the axis.</returns>
    public bool TryNarrow(Value value, ReadPositions positions)
    {
        if (CarriedAxis.Of(new OperatorContext(value.Producer!, Shapes), positions.Axis) is not { } carried)
        {
            return false;
        }

        Narrow(value.Producer!, carried, positions.Positions);
        Declare(value, positions);
        return true;
    }

    private void Declare(Value value, ReadPositions positions)
    {
        if (value.DeclaredShape is { } declared)
        {
            Patch.SetDeclaredShape(value, declared.With(positions.Axis, positions.Positions.Length));
        }
    }

    private void Narrow(Node node, CarriedAxis carried, ImmutableArray<int> positions)
    {
        foreach (var operand in carried.Large.Concat(carried.Small))
        {
            Read(node, operand.Input, new(operand.Axis, positions));
        }

        foreach (var constants in carried.Constants.GroupBy(constant => constant.Input))
        {
            var stored = Shapes.ConstantOf(node.Input(constants.Key)!)!;
            var cut = WeightSlicer.Cut(stored, [.. constants.Select(constant => new AxisCut(constant.Axis, [.. positions]))]);
            Patch.SetInput(node, constants.Key, Patch.AddInitializer(cut.WithName($"{stored.Name}.kept")));
        }
    }

    /// <summary>Gives a node some positions of an input: of what makes it where that is possible, else of a copy.</summary>
    private void Read(Node node, int input, ReadPositions positions)
    {
        var value = node.Input(input)!;
        Patch.SetInput(node, input, TryRead(node, value, positions) ?? Copy(value, positions));
    }

    private string Copy(Value value, ReadPositions positions) => _reads.Copy(
        ReadNodes.FirstReader(value), value.Name, positions.Axis, positions.Positions, Shapes.ShapeOf(value)?[positions.Axis] is { IsKnown: true } extent ? checked((int)extent.Size) : null);

    /// <summary>Every operand brings its own positions, in the order of the operands; one that brings none is left out.</summary>
    private string[] Operands(OperatorContext context, ReadPositions positions) =>
        [.. positions.PerOperand(context).Where(operand => !operand.Positions.IsEmpty)
            .Select(operand => Copy(context.Node.Input(operand.Input)!, positions with { Positions = operand.Positions }))];

    /// <summary>Whether copies out of the operands cost less than one out of the whole, which would first be joined.</summary>
    private static bool PaysInside(OperatorContext context, ReadPositions positions)
    {
        var whole = context.Output(0)!;
        var bytes = sizeof(float) * OperatorContext.Volume(whole) / Math.Max(1, whole[positions.Axis].Size);
        var inside = positions.PerOperand(context)
            .Where(operand => !operand.Positions.IsEmpty && operand.Positions.Length < context.Input(operand.Input)![positions.Axis].Size)
            .Sum(operand => CostModel.Analytic.Copy(bytes * operand.Positions.Length));
        return positions.IsAscending && inside <= CostModel.Analytic.Copy(bytes * whole[positions.Axis].Size);
    }
}
