using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>Compares a loaded model with what the generated class expects.</summary>
internal static class SignatureCheck
{
    /// <summary>Accepts the model or says what differs.</summary>
    /// <exception cref="InvalidDataException">An input or output is missing, or has another element type or shape.</exception>
    public static void Require(InferenceSession session, ModelSignature signature, string source)
    {
        string? difference = Difference("input", signature.Inputs, session.InputMetadata)
            ?? Difference("output", signature.Outputs, session.OutputMetadata);
        if (difference is not null)
        {
            throw new InvalidDataException(
                $"{source} is not the model that class {signature.ClassName} was generated from: {difference}. "
                + $"Rebuild the project, or pass the path of its own '{signature.FileName}'.");
        }
    }

    private static string? Difference(
        string kind, ImmutableArray<TensorSignature> expected, IReadOnlyDictionary<string, NodeMetadata> actual)
    {
        foreach (TensorSignature tensor in expected)
        {
            if (!actual.TryGetValue(tensor.Name, out NodeMetadata? found))
            {
                return $"it has no {kind} '{tensor.Name}'";
            }

            if (DescribeType(found) is string type && type != tensor.DescribeType())
            {
                return $"its {kind} '{tensor.Name}' is of type {type} instead of {tensor.DescribeType()}";
            }

            if (!tensor.IsTensor)
            {
                continue;
            }

            long[] shape = [.. found.Dimensions];
            if (!Agree(shape, tensor.Dimensions.AsSpan()))
            {
                return $"its {kind} '{tensor.Name}' has the shape {TensorSignature.Describe(shape)} instead of {TensorSignature.Describe(tensor.Dimensions.AsSpan())}";
            }
        }

        return actual.Count == expected.Length ? null : $"it has {actual.Count} {kind}s instead of {expected.Length}";
    }

    private static string DescribeType(NodeMetadata found) => found.OnnxValueType switch
    {
        OnnxValueType.ONNX_TYPE_TENSOR => found.ElementDataType.ToString(),
        OnnxValueType.ONNX_TYPE_SEQUENCE => "sequence of " + DescribeType(found.AsSequenceMetadata().ElementMeta),
        OnnxValueType.ONNX_TYPE_MAP => $"map of {found.AsMapMetadata().KeyDataType} to {DescribeType(found.AsMapMetadata().ValueMetadata)}",
        _ => found.OnnxValueType.ToString(),
    };

    private static bool Agree(ReadOnlySpan<long> actual, ReadOnlySpan<long> expected)
    {
        // ONNX Runtime reports an unknown rank as no dimensions.
        if (actual.Length != expected.Length)
        {
            return actual.Length == 0;
        }

        for (int axis = 0; axis < actual.Length; axis++)
        {
            if (actual[axis] >= 0 && expected[axis] >= 0 && actual[axis] != expected[axis])
            {
                return false;
            }
        }

        return true;
    }
}
