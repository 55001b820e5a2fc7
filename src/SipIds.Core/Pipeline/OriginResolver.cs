using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Pipeline;

/// <summary>Says once for each packet who really sent it, as far as somebody we trust says: the packet's source, or behind one of our own proxies what that proxy wrote; and whether the settings trust that sender.</summary>
internal sealed class OriginResolver(NetPrefixSet proxies, NetPrefixSet trusted)
{
    /// <summary>The packet as preprocessors see it.</summary>
    public SipPacket Resolve(scoped in DecodedPacket decoded, ReadOnlySpan<byte> payload, SipParseStatus status, scoped in SipMessage message)
    {
        var origin = OriginOf(decoded.Source, message);
        return new(decoded, payload, status, message, origin, TrustOf(decoded, message, origin));
    }

    /// <summary>Where a message came from.</summary>
    public NetEndpoint OriginOf(NetEndpoint source, in SipMessage message) =>
        proxies.Count == 0 || message.IsEmpty || !message.IsRequest || !proxies.Contains(source.Address) ? source : BehindProxy(source, message);

    /// <summary>Whom of a packet the settings trust.</summary>
    public SenderTrust TrustOf(in DecodedPacket decoded, in SipMessage message, NetEndpoint origin) => trusted.Count == 0 ? SenderTrust.None
        : trusted.Contains(decoded.Source.Address) || trusted.Contains(origin.Address) ? SenderTrust.Sender
        : !message.IsEmpty && !message.IsRequest && trusted.Contains(decoded.Target.Address) ? SenderTrust.Asker
        : SenderTrust.None;

    // A proxy writes what it saw into the Via right below its own (RFC 3261 §18.2.1, RFC 3581 §4). Where that was a proxy of ours, too, the next Via
    // is that one's word. What lies below is the sender's claim.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private NetEndpoint BehindProxy(NetEndpoint source, in SipMessage message)
    {
        var origin = source;
        var isOwn = true;
        foreach (var line in message.All(SipHeaderId.Via))
        {
            foreach (var value in new SipValues(line.Value))
            {
                if (!isOwn && (!proxies.Contains(origin.Address) || !TryRead(SipVia.Parse(value, out _), ref origin)))
                {
                    return origin;
                }

                isOwn = false;
            }
        }

        return origin;
    }

    private static bool TryRead(SipVia via, ref NetEndpoint origin)
    {
        if (!NetAddress.TryParse(via.Received.IsEmpty ? via.Host : via.Received, out var address))
        {
            return false;
        }

        var port = via.RPort != 0 ? via.RPort : via.Port;
        origin = new(address, port != 0 ? port : SipPort.Default);
        return true;
    }
}
