using SipIds.Packets;

namespace SipIds.Calls;

/// <summary>Where and when a request was seen before on the same hop; default if it was not.</summary>
internal readonly record struct EarlierCopy(NetEndpoint Source, Timestamp Started)
{
    public bool IsNone => Source.Address.IsNone;
}
