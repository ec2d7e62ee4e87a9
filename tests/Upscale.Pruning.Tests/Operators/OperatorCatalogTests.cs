using Upscale.Onnx;
using Upscale.Pruning.Operators;
using Upscale.Pruning.Shapes;

namespace Upscale.Pruning.Tests.Operators;

public sealed class OperatorCatalogTests
{
    public static TheoryData<string> OpTypes => [.. OperatorCatalog.All.Select(pair => pair.Key)];

    /// <summary>Random operands, attributes and opsets, sensible or not: an answer or a coded error, and labels that fit the ranks.</summary>
    [Theory]
    [MemberData(nameof(OpTypes))]
    public void Every_operator_answers_or_refuses_whatever_it_is_given(string opType)
    {
        var answered = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var graph = new RandomNode(seed).Build(opType).Graph;
            try
            {
                var shapes = ShapeInference.Run(graph);
                var op = OperatorCatalog.Find(graph.Nodes[0])!;
                var context = new OperatorContext(graph.Nodes[0], shapes);
                AssertConsistent(context, op.Labels(context));
                Assert.InRange(op.Macs(context), 0, long.MaxValue);
                answered++;
            }
            catch (UpscaleException error)
            {
                Assert.True(error.Code is "UPS1101" or "UPS1012", error.Message);
                Assert.NotNull(error.Node);
            }
        }

        Assert.InRange(answered, 1, 200);
    }

    [Fact]
    public void An_operator_type_belongs_to_one_operator() =>
        Assert.Equal(OperatorCatalog.All.Count, OperatorCatalog.All.Select(pair => pair.Value).Distinct().Sum(op => op.OpTypes.Length));

    [Fact]
    public void Shapes_of_a_long_chain_are_inferred_node_by_node()
    {
        var builder = new ModelBuilder();
        var value = builder.Input("x", Dim.Symbolic("N"), 4);
        for (var i = 0; i < 20_000; i++)
        {
            value = builder.Relu(value);
        }

        builder.Output(value);
        var graph = builder.Build().Graph;

        Assert.Equal("[N,4]", ShapeInference.Run(graph).ShapeOf(graph.Outputs[0])!.ToString());
    }

    private static void AssertConsistent(OperatorContext context, Labels labels)
    {
        if (labels.Reason is { } reason)
        {
            Assert.NotEmpty(reason);
            return;
        }

        var inputs = labels.Inputs.Select((operand, i) => (Operand: operand, Shape: context.Input(i))).ToArray();
        var outputs = labels.Outputs.Select((operand, i) => (Operand: operand, Shape: context.Output(i))).ToArray();
        foreach (var (operand, shape) in inputs.Concat(outputs).Where(pair => pair.Operand != Labels.Pointwise))
        {
            var letters = operand.Where(char.IsAsciiLetter).ToArray();
            Assert.Matches("^[A-Za-z_]*[.]?[A-Za-z_]*$", operand);
            Assert.Equal(letters.Length, letters.Distinct().Count());
        }

        var known = string.Concat(labels.Inputs);
        Assert.All(labels.Outputs.SelectMany(operand => operand).Where(char.IsAsciiLetter), letter => Assert.Contains(letter, known));
        Assert.All(outputs.Where(pair => pair.Shape is not null && !pair.Operand.Contains('.', StringComparison.Ordinal)), pair =>
            Assert.NotNull(Labels.Expand(pair.Operand, pair.Shape!.Rank)));
    }
}
