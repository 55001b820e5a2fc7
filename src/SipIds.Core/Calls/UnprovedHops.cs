using System.Runtime.CompilerServices;
using SipIds.Packets;

namespace SipIds.Calls;

/// <summary>Hosts that sent a copy of a call's INVITE, and the tag of the dialog that they were answered in: on the call's way only if the caller's own INVITE is answered with that tag.</summary>
internal struct UnprovedHops
{
    private const int Capacity = 3;

    private Hops _hops;
    private byte _count;

    // A bit for each of the call's tags that answered the caller's own INVITE.
    private byte _proved;

    /// <summary>Whether the tag at a place of <see cref="Call.CalleeTags"/> answered the caller's own INVITE.</summary>
    public readonly bool IsProved(int tag) => tag >= 0 && (_proved & (1 << tag)) != 0;

    public void Prove(int tag) => _proved |= tag < 0 ? (byte)0 : (byte)(1 << tag);

    /// <summary>Another tag has taken this place.</summary>
    public void Clear(int tag) => _proved &= (byte)~(1 << tag);

    public void Add(NetEndpoint source, NetEndpoint target, ulong tag)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_hops[i].Tag == tag && _hops[i].Source == source)
            {
                return;
            }
        }

        if (_count < Capacity)
        {
            _hops[_count++] = new() { Source = source, Target = target, Tag = tag };
        }
    }

    /// <summary>Takes out a hop that was answered with a tag; false if there is none left.</summary>
    public bool TryTake(ulong tag, out NetEndpoint source, out NetEndpoint target)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_hops[i].Tag == tag)
            {
                (source, target) = (_hops[i].Source, _hops[i].Target);
                _hops[i] = _hops[--_count];
                return true;
            }
        }

        (source, target) = (default, default);
        return false;
    }

    private struct Hop
    {
        public NetEndpoint Source;
        public NetEndpoint Target;
        public ulong Tag;
    }

    [InlineArray(Capacity)]
    private struct Hops
    {
        private Hop _first;
    }
}
