using System.Numerics;

namespace SipIds.Packets.Ip;

/// <summary>A set of the 8-byte blocks of a datagram, one bit each.</summary>
internal sealed class BlockSet
{
    private const int WordBits = 64;

    private readonly ulong[] _words = new ulong[FragmentedDatagram.MaxLength / FragmentedDatagram.BlockLength / WordBits];

    public bool Contains(int block) => (_words[block / WordBits] & (1UL << (block % WordBits))) != 0;

    public void Add(int block) => _words[block / WordBits] |= 1UL << (block % WordBits);

    public void AddRange(int start, int end)
    {
        for (var word = start / WordBits; word * WordBits < end; word++)
        {
            _words[word] |= Mask(word, start, end);
        }
    }

    /// <summary>How many blocks from <paramref name="start"/> up to <paramref name="end"/> are in the set.</summary>
    public int CountIn(int start, int end)
    {
        var count = 0;
        for (var word = start / WordBits; word * WordBits < end; word++)
        {
            count += BitOperations.PopCount(_words[word] & Mask(word, start, end));
        }

        return count;
    }

    public void Clear() => Array.Clear(_words);

    private static ulong Mask(int word, int start, int end)
    {
        var first = Math.Max(start - (word * WordBits), 0);
        var last = Math.Min(end - (word * WordBits), WordBits);
        return (ulong.MaxValue << first) & (ulong.MaxValue >> (WordBits - last));
    }
}
