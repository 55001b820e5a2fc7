using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>By which door of an inline sensor the proxies, peers, registrars and trusted addresses come in: what comes in their name by another door is forged.</summary>
/// <remarks>A door is known by an answer that comes in by it to a request that came in by another: whoever asked cannot have answered by himself. One that has fallen silent moves with the first such answer, so that a link may move.</remarks>
internal sealed class Sides(BoundedTable<OriginRecord> origins, KeyHasher hasher)
{
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(24);

    // A link that carries traffic is not silent for so long.
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(30);

    private NetPrefixSet _proxies = NetPrefixSet.Empty;
    private NetPrefixSet _peers = NetPrefixSet.Empty;
    private NetPrefixSet _trusted = NetPrefixSet.Empty;
    private (NetPrefixSet Networks, int Door)[] _set = [];

    /// <summary>Goes on with other settings.</summary>
    public void Change(CallSettings settings)
    {
        (_proxies, _peers, _trusted) = (settings.Proxies, settings.Peers, settings.Trusted);
        _set = [.. settings.Sides];
    }

    /// <summary>Whether the packet's source is behind another door.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="request">Where it is a response, its request's transaction.</param>
    public bool IsWrong(in SipPacket packet, in Transaction request)
    {
        if (IsSet(packet.Source.Address, packet.Decoded.Frame.Ingress, out var isThere))
        {
            return !isThere;
        }

        var place = PlaceOf(packet);
        if (place < 0)
        {
            return false;
        }

        ref readonly var record = ref origins.At(place);
        var isElsewhere = record.Ingress != 0 && record.Ingress != packet.Decoded.Frame.Ingress && packet.Time < record.IngressSeen + s_memory;
        return isElsewhere && !(packet.Time > record.IngressSeen + s_silence && IsFitting(packet, request));
    }

    /// <summary>A packet that passes shows that its source is still there.</summary>
    public void OnPacket(in SipPacket packet)
    {
        if (packet.Decoded.Frame.Ingress != 0 && PlaceOf(packet) is >= 0 and var place && origins.At(place).Ingress == packet.Decoded.Frame.Ingress)
        {
            Remember(ref origins.At(place), packet.Time);
        }
    }

    /// <summary>An answer that fits its request shows where a server is.</summary>
    public void OnAnswer(in SipPacket packet, in Transaction request)
    {
        var address = packet.Source.Address;
        if (IsFitting(packet, request)
            && (request.Method is SipMethod.Register || _proxies.Contains(address) || _peers.Contains(address) || _trusted.Contains(address)))
        {
            ref var record = ref origins.GetOrAdd(SourceKey.Of(address, hasher).Key, packet.Time, out _);
            record.Ingress = packet.Decoded.Frame.Ingress;
            Remember(ref record, packet.Time);
        }
    }

    /// <summary>Forgets all doors.</summary>
    public void Forget()
    {
        for (var place = 0; place < origins.Capacity; place++)
        {
            origins.At(place).Ingress = 0;
        }
    }

    // What the user says holds, whatever was learnt. Networks may be behind several interfaces.
    private bool IsSet(NetAddress address, int door, out bool isThere)
    {
        var isSet = isThere = false;
        foreach (var (networks, itsDoor) in _set)
        {
            if (networks.Contains(address))
            {
                isSet = true;
                isThere |= itsDoor == door;
            }
        }

        return isSet;
    }

    // An answer that comes in by another door than its request did.
    private static bool IsFitting(in SipPacket packet, in Transaction request) =>
        !packet.Message.IsRequest && request.Ingress != 0 && packet.Decoded.Frame.Ingress != 0 && request.Ingress != packet.Decoded.Frame.Ingress && !request.WasDropped;

    private static void Remember(ref OriginRecord record, Timestamp now)
    {
        record.IngressSeen = now;
        record.Expires = record.Expires > now + s_memory ? record.Expires : now + s_memory;
    }

    private int PlaceOf(in SipPacket packet) => origins.PlaceOf(SourceKey.Of(packet.Source.Address, hasher).Key, packet.Time);
}
