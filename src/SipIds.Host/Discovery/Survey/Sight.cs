using SipIds.Packets;
using SipIds.State;

namespace SipIds.Host.Discovery.Survey;

/// <summary>A datagram that was seen just now.</summary>
internal struct Sight : IEvictable<Sight>
{
    public Timestamp Time;
    public int Door;

    /// <inheritdoc/>
    public Timestamp Expires { get; set; }

    /// <inheritdoc/>
    public readonly int Rank => 0;
}
