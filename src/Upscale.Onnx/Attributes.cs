using Google.Protobuf;
using Upscale.Onnx.Protobuf;
using AttributeType = Upscale.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace Upscale.Onnx;

/// <summary>Attribute messages from plain values.</summary>
internal static class Attributes
{
    /// <summary>An attribute whose type follows from the value's.</summary>
    /// <exception cref="ArgumentException">There is no attribute type for the value.</exception>
    public static AttributeProto Create(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case long number:
                attribute.Type = AttributeType.Int;
                attribute.I = number;
                break;
            case int number:
                attribute.Type = AttributeType.Int;
                attribute.I = number;
                break;
            case float number:
                attribute.Type = AttributeType.Float;
                attribute.F = number;
                break;
            case string text:
                attribute.Type = AttributeType.String;
                attribute.S = ByteString.CopyFromUtf8(text);
                break;
            case Tensor tensor:
                attribute.Type = AttributeType.Tensor;
                attribute.T = tensor.Proto;
                break;
            case GraphProto graph:
                attribute.Type = AttributeType.Graph;
                attribute.G = graph;
                break;
            default:
                AddList(attribute, value);
                break;
        }

        return attribute;
    }

    private static void AddList(AttributeProto attribute, object value)
    {
        switch (value)
        {
            case IEnumerable<long> numbers:
                attribute.Type = AttributeType.Ints;
                attribute.Ints.Add(numbers);
                break;
            case IEnumerable<int> numbers:
                attribute.Type = AttributeType.Ints;
                attribute.Ints.Add(numbers.Select(number => (long)number));
                break;
            case IEnumerable<float> numbers:
                attribute.Type = AttributeType.Floats;
                attribute.Floats.Add(numbers);
                break;
            case IEnumerable<string> texts:
                attribute.Type = AttributeType.Strings;
                attribute.Strings.Add(texts.Select(ByteString.CopyFromUtf8));
                break;
            default:
                throw new ArgumentException($"attribute '{attribute.Name}' cannot hold a {value.GetType().Name}", nameof(value));
        }
    }
}
