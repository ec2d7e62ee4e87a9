using System.Collections.Immutable;
using Upscale.Onnx;
using Upscale.Pruning.Channels;
using Upscale.Pruning.Costs;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Rewriting;

/// <summary>
/// Moves copies up through whatever only their reader needs: Gather(Relu(BatchNormalization(Concat(a, b)))) →
/// Relu(BatchNormalization(Concat(Gather(a), Gather(b)))). What lies between computes fewer channels, and a layer that only makes what is
/// then dropped makes it no longer.
/// </summary>
internal sealed class ReadLifting
{
    private readonly ShapeTable _shapes;
    private readonly ModelPatch _patch;
    private readonly ReadNodes _reads;
    private readonly FlatConcat _flat;

    private ReadLifting(Model model)
    {
        _shapes = ShapeInference.Run(model.Graph);
        _patch = new(model);
        _reads = new(_patch);
        _flat = new(_patch, _shapes, _reads);
    }

    /// <param name="model">A pruned model.</param>
    /// <param name="reads">Names of the copies in it.</param>
    public static Model Run(Model model, IReadOnlyCollection<string> reads)
    {
        var lifting = new ReadLifting(model);
        var lifted = false;
        foreach (var read in reads)
        {
            var node = model.Graph.Find(read)!.Producer!;
            lifted |= lifting.TryLift(node, ReadPositions.Of(new(node, lifting._shapes)));
        }

        return lifted ? lifting._patch.Apply() : model;
    }

    private bool TryLift(Node read, ReadPositions positions)
    {
        if (TryRead(read, read.Inputs[0]!, positions) is not { } lifted)
        {
            return false;
        }

        _patch.ReplaceUses(read.Outputs[0]!, lifted);
        _patch.RemoveNode(read);
        return true;
    }

    /// <summary>Reads some positions of a value by narrowing what makes it.</summary>
    /// <returns>Name of what has just these positions; null where only a copy does.</returns>
    private string? TryRead(Node reader, Value value, ReadPositions positions)
    {
        if (!CarriedAxis.IsPrivate(value))
        {
            return null;
        }

        var context = new OperatorContext(value.Producer!, _shapes);
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

            _patch.SetInputs(context.Node, operands);
        }
        else if (CarriedAxis.Of(context, positions.Axis) is { } carried)
        {
            Narrow(value.Producer!, carried, positions.Positions);
        }
        else
        {
            return null;
        }

        if (value.DeclaredShape is { } declared)
        {
            _patch.SetDeclaredShape(value, declared.With(positions.Axis, positions.Positions.Length));
        }

        return value.Name;
    }

    private void Narrow(Node node, CarriedAxis carried, ImmutableArray<int> positions)
    {
        foreach (var operand in carried.Main is null ? carried.Small : [carried.Main, .. carried.Small])
        {
            Read(node, operand.Input, new(operand.Axis, positions));
        }

        foreach (var constants in carried.Constants.GroupBy(constant => constant.Input))
        {
            var stored = _shapes.ConstantOf(node.Input(constants.Key)!)!;
            var cut = WeightSlicer.Cut(stored, [.. constants.Select(constant => new AxisCut(constant.Axis, [.. positions]))]);
            _patch.SetInput(node, constants.Key, _patch.AddInitializer(cut.WithName($"{stored.Name}.kept")));
        }
    }

    /// <summary>Gives a node some positions of an input: of what makes it where that is possible, else of a copy.</summary>
    private void Read(Node node, int input, ReadPositions positions)
    {
        var value = node.Input(input)!;
        _patch.SetInput(node, input, TryRead(node, value, positions) ?? Copy(value, positions));
    }

    private string Copy(Value value, ReadPositions positions) => _reads.Copy(
        ReadNodes.FirstReader(value), value.Name, positions.Axis, positions.Positions, checked((int)_shapes.ShapeOf(value)![positions.Axis].Size));

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
