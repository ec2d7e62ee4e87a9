namespace Upscale.Onnx;

/// <summary>Steps over the fields of one serialised message without parsing their content.</summary>
internal ref struct WireCursor(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>The current field's number.</summary>
    public int Field { get; private set; }

    public WireType Type { get; private set; }

    /// <summary>Offset of the current field's tag.</summary>
    public int Start { get; private set; }

    /// <summary>Offset of the current field's content.</summary>
    public int Content { get; private set; }

    /// <summary>Offset behind the current field.</summary>
    public int End { get; private set; }

    /// <summary>The length that a field declared beyond the end of the message; 0 when none did.</summary>
    public ulong Overrun { get; private set; }

    /// <summary>Moves to the next field.</summary>
    /// <returns>False at the end of the message and at the first field that is malformed or a group.</returns>
    public bool Next()
    {
        Start = End;
        var position = End;
        if (!TryVarint(ref position, out var tag) || tag >> 3 is 0 or > int.MaxValue)
        {
            return false;
        }

        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        ulong length;
        switch (Type)
        {
            case WireType.Varint:
                Content = position;
                return TryVarint(ref position, out _) && Advance(position);
            case WireType.Fixed64:
                length = sizeof(ulong);
                break;
            case WireType.Fixed32:
                length = sizeof(uint);
                break;
            case WireType.Bytes when TryVarint(ref position, out length):
                break;
            default:
                return false;
        }

        Content = position;
        if (length > (ulong)(_message.Length - position))
        {
            Overrun = length;
            return false;
        }

        return Advance(position + (int)length);
    }

    private bool Advance(int end)
    {
        End = end;
        return true;
    }

    private readonly bool TryVarint(ref int position, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && position < _message.Length; shift += 7)
        {
            var next = _message[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
