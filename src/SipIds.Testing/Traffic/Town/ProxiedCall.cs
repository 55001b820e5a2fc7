using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A call through a <see cref="SimulatedProxy"/>.</summary>
internal sealed class ProxiedCall(WireMessage invite, NetEndpoint caller)
{
    public WireMessage Invite => invite;

    /// <summary>The INVITE as it was passed on, and to where.</summary>
    public List<(WireMessage Branch, NetEndpoint Target)> Branches { get; } = [];

    /// <summary>The branches that were answered for good.</summary>
    public HashSet<string> Over { get; } = new(StringComparer.Ordinal);

    public NetEndpoint? Callee { get; set; }

    public bool IsAnswered { get; set; }

    /// <summary>Where a request goes that comes from the party with this tag.</summary>
    public NetEndpoint? Other(string fromTag) => string.Equals(fromTag, invite.FromTag, StringComparison.Ordinal) ? Callee : caller;
}
