using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A call through a <see cref="SimulatedServer"/>: the caller's dialog, and one for each phone that it rings.</summary>
internal sealed class BridgedCall(WireMessage invite, NetEndpoint callerAt)
{
    public WireMessage Invite => invite;

    public NetEndpoint CallerAt => callerAt;

    public List<BridgedLeg> Legs { get; } = [];

    public SimulatedDialog? Caller { get; set; }

    public SimulatedDialog? Callee { get; set; }

    public bool IsOver { get; set; }
}

/// <summary>A phone that a <see cref="BridgedCall"/> rings.</summary>
internal sealed class BridgedLeg(WireMessage invite, NetEndpoint target)
{
    public WireMessage Invite => invite;

    public NetEndpoint Target => target;

    public bool IsOver { get; set; }
}
