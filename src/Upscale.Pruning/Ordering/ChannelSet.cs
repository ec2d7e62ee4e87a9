using System.Numerics;

namespace Upscale.Pruning.Ordering;

/// <summary>A set of channels as bits.</summary>
internal sealed class ChannelSet : IEquatable<ChannelSet>
{
    private readonly ulong[] _words;

    /// <summary>Creates a set of the given channels, each below <paramref name="limit"/>.</summary>
    public ChannelSet(int limit, IEnumerable<int> channels)
    {
        _words = new ulong[(limit + 63) / 64];
        foreach (var channel in channels)
        {
            _words[channel / 64] |= 1UL << (channel % 64);
        }

        Count = _words.Sum(word => BitOperations.PopCount(word));
    }

    public int Count { get; }

    /// <summary>Ascending.</summary>
    public IEnumerable<int> Channels
    {
        get
        {
            for (var word = 0; word < _words.Length; word++)
            {
                for (var bits = _words[word]; bits != 0; bits &= bits - 1)
                {
                    yield return (word * 64) + BitOperations.TrailingZeroCount(bits);
                }
            }
        }
    }

    public bool Contains(int channel) => (_words[channel / 64] >> (channel % 64) & 1) != 0;

    public int CountShared(ChannelSet other)
    {
        var count = 0;
        for (var word = 0; word < _words.Length; word++)
        {
            count += BitOperations.PopCount(_words[word] & other._words[word]);
        }

        return count;
    }

    public bool IsProperSubsetOf(ChannelSet other) => Count < other.Count && CountShared(other) == Count;

    public bool Equals(ChannelSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as ChannelSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }
}
