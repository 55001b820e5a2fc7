using SipIds.Settings;

namespace SipIds.Packets;

/// <summary>What the packet decoder follows and holds. Every store has a fixed capacity, given at the start.</summary>
public sealed record DecoderOptions
{
    /// <summary>How many headers below the transport it follows.</summary>
    [Setting(
        """
        Link, tunnel and IP headers inside each other. Ethernet, VLAN and IP in VXLAN in the same again are fewer than
        8; packets that nest on purpose stop here.
        """,
        Min = 4, Max = 64)]
    public int MaxDepth { get; init; } = 16;

    /// <summary>The TTL or hop limit below which a packet does not live until it reaches its receiver; 0 for none.</summary>
    [Setting(
        """
        TTL (IPv6: hop limit) below which a packet is not believed to reach its receiver: it is reported
        (decoder-options) and changes no state, so that nobody hides a call behind packets that die on the way. Set it
        to the number of routers between the sensor and your farthest phone or trunk; with a larger one, honest packets
        are not believed. 0 believes all.
        """,
        Min = 0, Max = 255)]
    public int MinTtl { get; init; }

    /// <summary>How many datagrams may be in reassembly at once.</summary>
    [Setting(
        """
        Fragmented datagrams in reassembly at once. One sender may have a quarter of them; beyond that its own oldest is
        evicted, not that of others. SIP is rarely fragmented, one datagram may hold 64 KiB, and 1,024 of them have 8
        MiB together.
        """,
        Min = 1, Max = 65536)]
    public int FragmentedDatagrams { get; init; } = 1024;

    /// <summary>How long the fragments of a datagram are waited for.</summary>
    [Setting(
        """
        How long the missing fragments of a datagram are waited for. RFC 8200 says 60 s, and a sensor must not forget
        sooner than the receiver: it would not see what that puts together.
        """,
        Min = "1s", Max = "2m")]
    public TimeSpan FragmentTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many TCP streams, each direction one, are followed at once.</summary>
    [Setting("TCP streams followed at once, each direction one; the longest idle is evicted.", Min = 16, Max = 1_000_000)]
    public int Streams { get; init; } = 16_384;

    /// <summary>How many bytes of TCP data may wait in all streams together.</summary>
    [Setting(
        "Bytes of TCP data that wait for missing segments or for the rest of a message, in all streams together.",
        Min = "1MiB", Max = "4GiB")]
    public ByteSize StreamMemory { get; init; } = ByteSize.FromKiB(32 * 1024);

    /// <summary>When a silent TCP stream is forgotten.</summary>
    [Setting(
        """
        When a silent TCP stream is forgotten. A phone keeps its connection open and renews its registration on it,
        mostly within the hour.
        """,
        Min = "1s", Max = "24h")]
    public TimeSpan StreamTimeout { get; init; } = TimeSpan.FromHours(1);
}
