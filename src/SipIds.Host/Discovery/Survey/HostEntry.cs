using SipIds.Packets;
using SipIds.State;

namespace SipIds.Host.Discovery.Survey;

/// <summary>A host in the table of all.</summary>
internal struct HostEntry : IEvictable<HostEntry>
{
    public SeenHost? Host;

    /// <inheritdoc/>
    public Timestamp Expires { get; set; }

    /// <inheritdoc/>
    public readonly int Rank => Host?.Rank ?? 0;
}
