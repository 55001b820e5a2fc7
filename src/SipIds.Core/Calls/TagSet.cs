using System.Runtime.CompilerServices;

namespace SipIds.Calls;

/// <summary>A few hashes: the To tags of a call's dialogs (a forked INVITE makes several), or the branches that its INVITE went on.</summary>
public struct TagSet
{
    private const int Capacity = 6;

    private Hashes _hashes;
    private byte _count;

    /// <summary>How many there are.</summary>
    public readonly int Count => _count;

    /// <summary>Whether a hash is among them.</summary>
    public readonly bool Has(ulong hash)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_hashes[i] == hash)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a hash; false if there is no room for it.</summary>
    internal bool TryAdd(ulong hash)
    {
        if (Has(hash))
        {
            return true;
        }

        if (_count == Capacity)
        {
            return false;
        }

        _hashes[_count++] = hash;
        return true;
    }

    [InlineArray(Capacity)]
    private struct Hashes
    {
        private ulong _first;
    }
}
