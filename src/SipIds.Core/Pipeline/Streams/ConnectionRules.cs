using SipIds.Options;
using SipIds.Packets;

namespace SipIds.Pipeline.Streams;

/// <summary>What the settings say of connections on which something is dropped.</summary>
/// <param name="Mode">What <c>on_drop_stream</c> says.</param>
/// <param name="Proxies">The ends whose connections carry other people's messages.</param>
/// <param name="Peers">Further ones.</param>
/// <param name="Trusted">The ends that nothing is dropped of.</param>
/// <param name="Enforces">Whether anything is dropped.</param>
/// <param name="FailsClosed">Whether a message that cannot be taken out any more ends its connection.</param>
internal sealed record ConnectionRules(
    StreamDropMode Mode, NetPrefixSet Proxies, NetPrefixSet Peers, NetPrefixSet Trusted, bool Enforces, bool FailsClosed)
{
    public static ConnectionRules Of(PipelineSetup setup)
    {
        var settings = setup.Settings;
        return new(
            settings.OnDropStream, settings.ProxyIp, settings.Peers, settings.Trusted, setup.Inline && settings.ActionDrop is DropMode.True, setup.FailsClosed);
    }

    public bool IsTrusted(in DecodedPacket packet) => Trusted.Count > 0 && Trusted.Contains(packet.Source.Address);

    /// <summary>Whether one end is named as a proxy or a peer.</summary>
    public bool IsShared(in DecodedPacket packet) => IsShared(Proxies, packet) || IsShared(Peers, packet);

    /// <summary>Whether the sender is named as a proxy or a peer, so that what it sends is other people's.</summary>
    public bool IsSharedSender(in DecodedPacket packet) => Proxies.Contains(packet.Source.Address) || Peers.Contains(packet.Source.Address);

    private static bool IsShared(NetPrefixSet ends, in DecodedPacket packet) =>
        ends.Count > 0 && (ends.Contains(packet.Source.Address) || ends.Contains(packet.Target.Address));
}
