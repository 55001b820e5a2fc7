using SipIds.Packets;
using SipIds.State;

namespace SipIds.Host.Discovery.Survey;

/// <summary>A call whose INVITE was seen.</summary>
internal struct KnownCall : IEvictable<KnownCall>
{
    /// <inheritdoc/>
    public Timestamp Expires { get; set; }

    /// <inheritdoc/>
    public readonly int Rank => 0;
}
