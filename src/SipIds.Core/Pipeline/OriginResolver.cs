using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Pipeline;

/// <summary>Says where a message really came from: the packet's source, or behind one of our own proxies the bottom Via.</summary>
internal sealed class OriginResolver(NetPrefixSet proxies)
{
    private const ushort DefaultPort = 5060;

    public NetEndpoint OriginOf(NetEndpoint source, in SipMessage message) =>
        proxies.Count == 0 || message.IsEmpty || !message.IsRequest || !proxies.Contains(source.Address) ? source : BehindProxy(source, message);

    // received and rport say what the first hop saw; sent-by only what the client believes (RFC 3261 §18.2.1, RFC 3581 §4).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NetEndpoint BehindProxy(NetEndpoint source, in SipMessage message)
    {
        var via = message.BottomVia;
        var host = via.Received.IsEmpty ? via.Host : via.Received;
        if (!NetAddress.TryParse(host, out var address))
        {
            return source;
        }

        var port = via.RPort != 0 ? via.RPort : via.Port;
        return new(address, port != 0 ? port : DefaultPort);
    }
}
