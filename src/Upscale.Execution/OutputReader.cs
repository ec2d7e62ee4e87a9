using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Upscale.Onnx;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Upscale.Execution;

/// <summary>Copies what ONNX Runtime returned: tensors as they are, sequences and maps laid out flat.</summary>
internal sealed class OutputReader
{
    private readonly ImmutableArray<string>.Builder _places = ImmutableArray.CreateBuilder<string>();
    private readonly List<byte[]> _numbers = [];
    private readonly List<string> _texts = [];
    private ElementType _elementType = ElementType.Undefined;

    private OutputReader()
    {
    }

    private long Count => _elementType == ElementType.String ? _texts.Count
        : _numbers.Sum(bytes => (long)bytes.Length) / (_elementType == ElementType.Undefined ? 1 : _elementType.ByteSize());

    /// <summary>Copies an output.</summary>
    /// <exception cref="NotSupportedException">It is neither a tensor nor a sequence or map of tensors, or its entries are of several types.</exception>
    public static OutputData Read(string name, OrtValue value)
    {
        var reader = new OutputReader();
        if (value.IsTensor)
        {
            return new(reader.AddTensor(value).Of(name, value.GetTensorTypeAndShape().Shape), []);
        }

        reader.Add(value);
        return new(reader.Of(name, [reader.Count]), reader._places.ToImmutable());
    }

    private Tensor Of(string name, IReadOnlyList<long> dims) => _elementType == ElementType.String
        ? Tensor.FromTexts(name, dims, _texts)
        : Tensor.FromBytes(
            name,
            _elementType == ElementType.Undefined ? ElementType.UInt8 : _elementType,
            dims,
            _numbers is [var only] ? only : _numbers.SelectMany(bytes => bytes).ToArray());

    private void Add(OrtValue value)
    {
        switch (value.OnnxType)
        {
            case OnnxValueType.ONNX_TYPE_TENSOR:
                _places.Add($"[{string.Join(',', value.GetTensorTypeAndShape().Shape)}]");
                AddTensor(value);
                break;
            case OnnxValueType.ONNX_TYPE_SEQUENCE:
                var count = value.GetValueCount();
                _places.Add(string.Create(CultureInfo.InvariantCulture, $"{count} entries"));
                for (var i = 0; i < count; i++)
                {
                    using var entry = value.GetValue(i, OrtAllocator.DefaultInstance);
                    Add(entry);
                }

                break;
            case OnnxValueType.ONNX_TYPE_MAP:
                using (var keys = value.GetValue(0, OrtAllocator.DefaultInstance))
                {
                    _places.AddRange(Texts(keys));
                }

                using (var values = value.GetValue(1, OrtAllocator.DefaultInstance))
                {
                    AddTensor(values);
                }

                break;
            default:
                throw new NotSupportedException($"it is of type {value.OnnxType}");
        }
    }

    private OutputReader AddTensor(OrtValue tensor)
    {
        var info = tensor.GetTensorTypeAndShape();
        var type = (ElementType)(int)info.ElementDataType;
        if (_elementType != ElementType.Undefined && _elementType != type)
        {
            throw new NotSupportedException($"it holds both {_elementType} and {type}");
        }

        _elementType = type;
        if (info.IsString)
        {
            _texts.AddRange(tensor.GetStringTensorAsArray());
        }
        else
        {
            _numbers.Add(info.ElementCount == 0 ? [] : tensor.GetTensorMutableRawData().ToArray());
        }

        return this;
    }

    private static IEnumerable<string> Texts(OrtValue keys) => keys.GetTensorTypeAndShape().ElementDataType == TensorElementType.String
        ? keys.GetStringTensorAsArray()
        : keys.GetTensorDataAsSpan<long>().ToArray().Select(key => key.ToString(CultureInfo.InvariantCulture));
}
