using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Upscale.Runtime;

/// <summary>One run of a model: set every input, run, then read the outputs. Generated code uses it.</summary>
/// <remarks>Not for several threads. Calls of one session do not disturb each other.</remarks>
public ref struct ModelCall
{
    private readonly ModelSession _session;
    private readonly RunBuffers _buffers;
    private LentSpan _input = LentSpan.None;
    private LentSpan _output = LentSpan.None;

    internal ModelCall(ModelSession session, RunBuffers buffers)
    {
        _session = session;
        _buffers = buffers;
    }

    /// <summary>Sets an input whose shape is fixed.</summary>
    /// <param name="index">The input's place in the signature.</param>
    /// <param name="values">Its values, row-major; they must not change before the run is over.</param>
    /// <param name="parameter">The caller's parameter, for messages.</param>
    /// <exception cref="ArgumentException">The number of values does not fit the shape.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> values, string parameter) => SetInput(index, values, _session.Signature.Inputs[index].Dimensions.AsSpan(), parameter);

    /// <summary>Sets an input whose shape differs between runs.</summary>
    /// <param name="index">The input's place in the signature.</param>
    /// <param name="values">Its values, row-major; they must not change before the run is over.</param>
    /// <param name="shape">Its shape in this run.</param>
    /// <param name="parameter">The caller's parameter, for messages.</param>
    /// <exception cref="ArgumentException">The number of values does not fit the shape, or a string is null.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> values, scoped ReadOnlySpan<long> shape, string parameter)
    {
        TensorSignature input = _session.Signature.Inputs[index];
        RequireType<T>(input);
        int expected = TensorBuffer.CountOf(input.ElementType, shape);
        if (values.Length != expected)
        {
            throw new ArgumentException(
                $"The input '{input.Name}' of {_session.Signature.ClassName} takes {expected} values, {TensorSignature.Describe(shape)}; {values.Length} were given.",
                parameter);
        }

        if (typeof(T) == typeof(string))
        {
            ref string first = ref Unsafe.As<T, string>(ref MemoryMarshal.GetReference(values));
            _buffers.SetStrings(index, MemoryMarshal.CreateReadOnlySpan(ref first, values.Length), shape, parameter);
            return;
        }

        LentSpan given = LentSpan.Of(index, values);
        if (given.Bytes.Length < LentMemory.LeastBytes || _input.Index >= 0 || !_buffers.CanBorrowInput(index))
        {
            _buffers.SetInput(index, given.Bytes, shape);
            return;
        }

        _buffers.SetInputShape(index, shape);
        _input = given;
    }

    /// <summary>Says which shape an output will have, so that its memory can be used again. Where the shape is fixed, that is not needed.</summary>
    /// <param name="index">The output's place in the signature.</param>
    /// <param name="shape">Its shape in this run; the run fails when the model yields another.</param>
    /// <exception cref="ArgumentException">A size is negative, or the output exceeds 2 GiB.</exception>
    public readonly void SetOutput(int index, scoped ReadOnlySpan<long> shape) => _buffers.SetOutput(index, shape);

    /// <summary>Lets the run write an output to the caller's memory where that saves a copy; the output is there once it was copied with the same memory.</summary>
    /// <param name="index">The output's place in the signature; its channels are in logical order.</param>
    /// <param name="destination">Where <see cref="CopyOutput{T}(int, Span{T}, string)"/> will be told to copy it; after a failed run its contents are unknown.</param>
    public void LendOutput<T>(int index, Span<T> destination)
    {
        RequireType<T>(_session.Signature.Outputs[index]);
        LentSpan given = LentSpan.Of(index, destination);
        if (given.Bytes.Length >= LentMemory.LeastBytes && given.Bytes.Length == _buffers.BytesOfOutput(index) && !given.Bytes.Overlaps(_input.Bytes) && _output.Index < 0)
        {
            _output = given;
        }
    }

    /// <summary>Runs the model.</summary>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public readonly void Run(CancellationToken cancellationToken) => _buffers.Run(_input, _output, cancellationToken);

    /// <summary>Copies an output to the caller's memory.</summary>
    /// <param name="index">The output's place in the signature.</param>
    /// <param name="destination">Receives the values, row-major; exactly as long as the output.</param>
    /// <param name="parameter">The caller's parameter, for messages.</param>
    /// <exception cref="ArgumentException">The output has another number of values.</exception>
    public readonly void CopyOutput<T>(int index, Span<T> destination, string parameter)
    {
        if (!IsLent(index) || !_output.Is(destination))
        {
            Values<T>(index, destination.Length, parameter).CopyTo(destination);
        }
    }

    /// <summary>Copies an output to the caller's memory, its channels in logical order.</summary>
    /// <param name="index">The output's place in the signature.</param>
    /// <param name="destination">Receives the values, row-major; exactly as long as the output.</param>
    /// <param name="axis">The channel axis.</param>
    /// <param name="order">For each logical channel its place in the model's output.</param>
    /// <param name="parameter">The caller's parameter, for messages.</param>
    /// <exception cref="ArgumentException">The output has another number of values.</exception>
    public readonly void CopyOutput<T>(int index, Span<T> destination, int axis, scoped ReadOnlySpan<ushort> order, string parameter) => CopyOrdered(index, destination, axis, order, parameter);

    /// <inheritdoc cref="CopyOutput{T}(int, Span{T}, int, ReadOnlySpan{ushort}, string)" />
    public readonly void CopyOutput<T>(int index, Span<T> destination, int axis, scoped ReadOnlySpan<int> order, string parameter) => CopyOrdered(index, destination, axis, order, parameter);

    /// <summary>Copies an output to memory of its own.</summary>
    /// <param name="index">The output's place in the signature.</param>
    public readonly ModelOutput<T> ReadOutput<T>(int index)
        where T : IComparable<T> => new(Values<T>(index).ToArray(), _buffers.OutputShape(index).ToArray());

    /// <summary>Copies an output to memory of its own, its channels in logical order.</summary>
    /// <param name="index">The output's place in the signature.</param>
    /// <param name="axis">The channel axis.</param>
    /// <param name="order">For each logical channel its place in the model's output.</param>
    public readonly ModelOutput<T> ReadOutput<T>(int index, int axis, scoped ReadOnlySpan<ushort> order)
        where T : IComparable<T> => ReadOrdered<T, ushort>(index, axis, order);

    /// <inheritdoc cref="ReadOutput{T}(int, int, ReadOnlySpan{ushort})" />
    public readonly ModelOutput<T> ReadOutput<T>(int index, int axis, scoped ReadOnlySpan<int> order)
        where T : IComparable<T> => ReadOrdered<T, int>(index, axis, order);

    /// <summary>Copies an output that is a sequence of maps, such as the scores of a classifier: a map for each item of the batch.</summary>
    /// <param name="index">The output's place in the signature.</param>
    public readonly IReadOnlyList<IReadOnlyDictionary<TKey, TValue>> ReadMaps<TKey, TValue>(int index)
        where TKey : notnull => ValueStructures.Maps<TKey, TValue>(_buffers.Value(index));

    /// <summary>Copies an output that is a map.</summary>
    /// <param name="index">The output's place in the signature.</param>
    public readonly IReadOnlyDictionary<TKey, TValue> ReadMap<TKey, TValue>(int index)
        where TKey : notnull => ValueStructures.Map<TKey, TValue>(_buffers.Value(index));

    /// <summary>Copies an output that is a sequence of tensors.</summary>
    /// <param name="index">The output's place in the signature.</param>
    public readonly IReadOnlyList<ModelOutput<T>> ReadSequence<T>(int index)
        where T : IComparable<T> => ValueStructures.Tensors<T>(_buffers.Value(index));

    /// <summary>Ends the call and leaves its buffers to later ones.</summary>
    public readonly void Dispose() => _session.End(_buffers);

    private readonly void CopyOrdered<T, TChannel>(int index, Span<T> destination, int axis, scoped ReadOnlySpan<TChannel> order, string parameter)
        where TChannel : unmanaged =>
        ChannelTable.Copy(Values<T>(index, destination.Length, parameter), _buffers.OutputShape(index), axis, order, destination);

    private readonly ModelOutput<T> ReadOrdered<T, TChannel>(int index, int axis, scoped ReadOnlySpan<TChannel> order)
        where T : IComparable<T>
        where TChannel : unmanaged
    {
        ReadOnlySpan<T> values = Values<T>(index);
        T[] ordered = new T[values.Length];
        ChannelTable.Copy(values, _buffers.OutputShape(index), axis, order, ordered);
        return new ModelOutput<T>(ordered, _buffers.OutputShape(index).ToArray());
    }

    private readonly ReadOnlySpan<T> Values<T>(int index)
    {
        RequireType<T>(_session.Signature.Outputs[index]);
        return IsLent(index) ? ValueMemory.Of<T>(_output.Bytes) : _buffers.Output<T>(index);
    }

    private readonly bool IsLent(int index) => index == _output.Index && _buffers.IsLentOutput(index);

    private readonly ReadOnlySpan<T> Values<T>(int index, int length, string parameter)
    {
        ReadOnlySpan<T> values = Values<T>(index);
        return values.Length == length
            ? values
            : throw new ArgumentException(
                $"The output '{_session.Signature.Outputs[index].Name}' of {_session.Signature.ClassName} has {values.Length} values, "
                + $"{TensorSignature.Describe(_buffers.OutputShape(index))}; the span for it has room for {length}.",
                parameter);
    }

    private static void RequireType<T>(TensorSignature tensor)
    {
        if (ElementTypes.Of<T>() != tensor.ElementType)
        {
            throw new ArgumentException($"{tensor} holds values of type {tensor.ElementType}, not {typeof(T)}.");
        }
    }
}
