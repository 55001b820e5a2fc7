namespace SipIds.Packets;

/// <summary>What a frame begins with: the numbers of the capture formats' link-type registry that the decoder reads.</summary>
public enum LinkType : ushort
{
    /// <summary>BSD loopback: a 4-byte address family in host order.</summary>
    Null = 0,

    /// <summary>Ethernet II or IEEE 802.3.</summary>
    Ethernet = 1,

    /// <summary>PPP in HDLC-like framing, the address and control bytes optional.</summary>
    Ppp = 9,

    /// <summary>Raw IP as some BSDs number it.</summary>
    RawBsd = 12,

    /// <summary>Raw IP as OpenBSD numbers it.</summary>
    RawOpenBsd = 14,

    /// <summary>PPP over Ethernet, from the PPPoE header on.</summary>
    PppEthernet = 51,

    /// <summary>Raw IPv4 or IPv6, by the version nibble.</summary>
    Raw = 101,

    /// <summary>OpenBSD loopback: a 4-byte address family in network order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture, version 1.</summary>
    LinuxCooked = 113,

    /// <summary>Raw IPv4.</summary>
    IPv4 = 228,

    /// <summary>Raw IPv6.</summary>
    IPv6 = 229,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxCooked2 = 276,
}
