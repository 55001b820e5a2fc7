using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Calls;

/// <summary>What a client calls itself in its Via (RFC 3261 §18.1.1). Behind NAT it is not where its packets come from, and stays when NAT gives it another port.</summary>
public static class SentBy
{
    /// <summary>Reads sent-by; false if it is a name.</summary>
    public static bool TryRead(in SipVia via, out NetEndpoint said)
    {
        var isAddress = NetAddress.TryParse(via.Host, out var address);
        said = new(address, via.Port == 0 ? SipPort.Default : via.Port);
        return isAddress;
    }
}
