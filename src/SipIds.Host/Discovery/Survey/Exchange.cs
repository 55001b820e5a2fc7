using SipIds.Packets;
using SipIds.State;

namespace SipIds.Host.Discovery.Survey;

/// <summary>One request on all hops where it was seen: what has one Call-ID, CSeq and method.</summary>
internal struct Exchange : IEvictable<Exchange>
{
    public Hop.List Hops;
    public int Count;

    /// <summary>Hash of the From URI, of the To URI, and of whom the Request-URI names.</summary>
    public ulong From;
    public ulong To;
    public ulong Uri;

    public bool HasCredentials;
    public bool IsInDialog;

    /// <summary>When an answer came that stood before its request; default for none.</summary>
    public Timestamp AnsweredBefore;

    /// <inheritdoc/>
    public Timestamp Expires { get; set; }

    /// <inheritdoc/>
    public readonly int Rank => Count > 0 && Hops[0].IsAnswered ? 1 : 0;

    /// <summary>The hop with this branch, in a direction; -1 for none.</summary>
    public readonly int HopOf(ulong branch, NetAddress source, NetAddress target)
    {
        var number = Count - 1;
        while (number >= 0 && !(Hops[number].Branch == branch && Hops[number].Source == source && Hops[number].Target == target))
        {
            number--;
        }

        return number;
    }

    /// <summary>The first hop with this branch; -1 for none.</summary>
    public readonly int HopOf(ulong branch)
    {
        for (var number = 0; branch != 0 && number < Count; number++)
        {
            if (Hops[number].Branch == branch)
            {
                return number;
            }
        }

        return -1;
    }

    /// <summary>A hop that continues another; -1 for none.</summary>
    public readonly int Continuation(int of)
    {
        var number = Count - 1;
        while (number >= 0 && Hops[number].From != of)
        {
            number--;
        }

        return number;
    }
}
