using System.Runtime.CompilerServices;
using SipIds.Packets;

namespace SipIds.Host.Discovery.Survey;

/// <summary>A request between two hosts.</summary>
internal struct Hop
{
    /// <summary>The most hops of one request that are kept.</summary>
    public const int Most = 6;

    public NetAddress Source;
    public NetAddress Target;

    /// <summary>Hash of its topmost branch.</summary>
    public ulong Branch;

    /// <summary>Hash of the To tag of its final response.</summary>
    public ulong Tag;

    public short Status;
    public ushort TargetPort;

    /// <summary>The number of the hop that it continues; -1 for none.</summary>
    public sbyte From;

    public bool IsAnswered;
    public bool IsAcknowledged;
    public bool IsAsserted;
    public bool IsOnOtherPort;

    public readonly bool IsSentOn => From >= 0;

    public readonly bool IsAccepted => Status is >= 200 and < 300;

    [InlineArray(Most)]
    internal struct List
    {
        private Hop _first;
    }
}
