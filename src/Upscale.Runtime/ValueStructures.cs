using Microsoft.ML.OnnxRuntime;

namespace Upscale.Runtime;

/// <summary>Reads sequences and maps out of ONNX Runtime's memory.</summary>
internal static class ValueStructures
{
    public static IReadOnlyList<IReadOnlyDictionary<TKey, TValue>> Maps<TKey, TValue>(OrtValue sequence)
        where TKey : notnull
    {
        var maps = new IReadOnlyDictionary<TKey, TValue>[sequence.GetValueCount()];
        for (int i = 0; i < maps.Length; i++)
        {
            using OrtValue map = sequence.GetValue(i, OrtAllocator.DefaultInstance);
            maps[i] = Map<TKey, TValue>(map);
        }

        return maps;
    }

    public static IReadOnlyDictionary<TKey, TValue> Map<TKey, TValue>(OrtValue map)
        where TKey : notnull
    {
        using OrtValue keyTensor = map.GetValue(0, OrtAllocator.DefaultInstance);
        using OrtValue valueTensor = map.GetValue(1, OrtAllocator.DefaultInstance);
        ReadOnlySpan<TKey> keys = ValueMemory.Of<TKey>(keyTensor);
        ReadOnlySpan<TValue> values = ValueMemory.Of<TValue>(valueTensor);
        var entries = new Dictionary<TKey, TValue>(keys.Length);
        for (int i = 0; i < keys.Length; i++)
        {
            entries.Add(keys[i], values[i]);
        }

        return entries;
    }

    public static IReadOnlyList<ModelOutput<T>> Tensors<T>(OrtValue sequence)
        where T : IComparable<T>
    {
        var tensors = new ModelOutput<T>[sequence.GetValueCount()];
        for (int i = 0; i < tensors.Length; i++)
        {
            using OrtValue tensor = sequence.GetValue(i, OrtAllocator.DefaultInstance);
            tensors[i] = new ModelOutput<T>(ValueMemory.Of<T>(tensor).ToArray(), tensor.GetTensorTypeAndShape().Shape);
        }

        return tensors;
    }
}
