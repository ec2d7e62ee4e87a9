using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Upscale.Onnx;

namespace Upscale.Execution.Verification;

/// <summary>Random tensors for every input of a model.</summary>
internal sealed class RandomInputs
{
    private static readonly ImmutableArray<string> Words = ["", "a", "b", "no", "yes", "0", "1", "a longer text"];

    private readonly Model _model;
    private readonly InputChoice _choice;
    private readonly HashSet<string> _batchSymbols;

    private RandomInputs(Model model, InputChoice choice)
    {
        _model = model;
        _choice = choice;
        _batchSymbols = [.. model.Graph.Inputs.Select(BatchSymbol).OfType<string>()];
    }

    /// <summary>Makes the inputs; the same for the same arguments on every machine.</summary>
    /// <exception cref="UpscaleException">UPS1404: an input is not a tensor of numbers or strings of known rank.</exception>
    public static ImmutableDictionary<string, Tensor> Create(Model model, InputChoice choice, int seed)
    {
        var maker = new RandomInputs(model, choice);
        var random = new Random(seed);
        return model.Graph.Inputs.ToImmutableDictionary(input => input.Name, input => maker.Make(input, random), StringComparer.Ordinal);
    }

    /// <summary>Whether the model leaves a size open that is not that of the batch.</summary>
    public static bool HaveFreeSizes(Model model)
    {
        var maker = new RandomInputs(model, default);
        return model.Graph.Inputs.Any(input => input.DeclaredShape is { } shape
            && Enumerable.Range(0, shape.Rank).Any(axis => !shape[axis].IsKnown && !maker.IsBatch(shape, axis)));
    }

    private static string? BatchSymbol(Value input) => input.DeclaredShape is { Rank: > 1 } shape ? shape[0].Symbol : null;

    private bool IsBatch(Shape shape, int axis) =>
        shape[axis].Symbol is { } symbol ? _batchSymbols.Contains(symbol) : axis == 0 && shape.Rank > 1;

    private Tensor Make(Value input, Random random)
    {
        if (input.DeclaredShape is not { } shape || (input.ElementType != ElementType.String && input.ElementType.BitSize() is < 8 or > 64))
        {
            throw new UpscaleException(
                ErrorCodes.CannotBeVerified,
                $"no random values can be made for the input '{input.Name}' ({input}); declare it as a tensor of numbers or strings with a rank, or switch verification off",
                _model.Path);
        }

        long[] dims = [.. Enumerable.Range(0, shape.Rank).Select(axis => Size(shape, axis))];
        var count = dims.Aggregate(1L, (product, dim) => checked(product * dim));
        if (input.ElementType == ElementType.String)
        {
            return Tensor.FromTexts(input.Name, dims, [.. Enumerable.Range(0, checked((int)count)).Select(_ => Words[random.Next(Words.Length)])]);
        }

        var bytes = new byte[checked(count * input.ElementType.ByteSize())];
        Fill(bytes, input.ElementType, random);
        return Tensor.FromBytes(input.Name, input.ElementType, dims, bytes);
    }

    private long Size(Shape shape, int axis) =>
        shape[axis].IsKnown ? shape[axis].Size : IsBatch(shape, axis) ? _choice.Batch : _choice.Free;

    private void Fill(byte[] bytes, ElementType type, Random random)
    {
        switch (type)
        {
            case ElementType.Float:
                Fill<float>(bytes, () => (float)Real(random));
                break;
            case ElementType.Double:
                Fill<double>(bytes, () => Real(random));
                break;
            case ElementType.Float16:
                Fill<Half>(bytes, () => (Half)Real(random));
                break;
            case ElementType.BFloat16:
                Fill<ushort>(bytes, () => (ushort)(BitConverter.SingleToUInt32Bits((float)Real(random)) >> 16));
                break;
            case ElementType.Int64 or ElementType.UInt64:
                Fill<long>(bytes, () => random.Next(_choice.Bound));
                break;
            case ElementType.Int32 or ElementType.UInt32:
                Fill<int>(bytes, () => random.Next(_choice.Bound));
                break;
            case ElementType.Int16 or ElementType.UInt16:
                Fill<short>(bytes, () => (short)random.Next(_choice.Bound));
                break;
            case ElementType.Bool:
                Fill<byte>(bytes, () => (byte)random.Next(2));
                break;
            default:
                random.NextBytes(bytes);
                break;
        }
    }

    private static void Fill<T>(byte[] bytes, Func<T> next)
        where T : unmanaged
    {
        foreach (ref var value in MemoryMarshal.Cast<byte, T>(bytes.AsSpan()))
        {
            value = next();
        }
    }

    private double Real(Random random) => ((2 * random.NextDouble()) - 1) * _choice.Scale;
}
