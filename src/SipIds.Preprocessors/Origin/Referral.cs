using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Origin;

/// <summary>A referrer and a target, and up to four hosts that were sent the REFER: its hops, or the members of a conference.</summary>
internal struct Referral : IEvictable<Referral>
{
    private const int Capacity = 4;

    private Endpoints _targets;
    private byte _count;

    /// <inheritdoc/>
    public Timestamp Expires { get; set; }

    /// <inheritdoc/>
    public readonly int Rank => 0;

    /// <summary>The host that was sent it first.</summary>
    public readonly NetEndpoint First => _targets[0];

    /// <summary>Whether a host was sent it; true for all once there are more than are kept.</summary>
    public readonly bool WentTo(NetAddress address)
    {
        for (var index = 0; index < Math.Min((int)_count, Capacity); index++)
        {
            if (_targets[index].Address == address)
            {
                return true;
            }
        }

        return _count > Capacity;
    }

    public void Add(NetEndpoint target)
    {
        if (WentTo(target.Address))
        {
            return;
        }

        if (_count < Capacity)
        {
            _targets[_count] = target;
        }

        _count++;
    }

    [InlineArray(Capacity)]
    private struct Endpoints
    {
        private NetEndpoint _first;
    }
}
