using System.Runtime.CompilerServices;

namespace SipIds.Calls;

/// <summary>A few hashes: the To tags of a call's dialogs (a forked INVITE makes several).</summary>
public struct TagSet
{
    internal const int Capacity = 6;

    private Hashes _hashes;
    private byte _count;

    /// <summary>How many there are.</summary>
    public readonly int Count => _count;

    /// <summary>Whether a hash is among them.</summary>
    public readonly bool Has(ulong hash) => PlaceOf(hash) >= 0;

    /// <summary>The place of a hash; -1 if it has none.</summary>
    internal readonly int PlaceOf(ulong hash)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_hashes[i] == hash)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Puts a hash in the place of another.</summary>
    internal void Replace(int place, ulong hash) => _hashes[place] = hash;

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
