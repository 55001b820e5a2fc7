namespace SipIds.Packets;

/// <summary>What the next bytes of a frame are. Below <see cref="Ethernet"/> the walk is over and the value is its <see cref="DecodeStatus"/>.</summary>
internal enum Layer : byte
{
    Decoded = DecodeStatus.Ok,
    NotForUs = DecodeStatus.NotForUs,
    FragmentHeld = DecodeStatus.FragmentHeld,
    FragmentOverlap = DecodeStatus.FragmentOverlap,
    FragmentInvalid = DecodeStatus.FragmentInvalid,
    Truncated = DecodeStatus.Truncated,
    Malformed = DecodeStatus.Malformed,
    TooDeep = DecodeStatus.TooDeep,
    UnknownLink = DecodeStatus.UnknownLink,

    Ethernet = 32,
    Vlan,
    Llc,
    Mpls,
    PppEthernet,
    Ppp,
    LinuxCooked,
    LinuxCooked2,
    Loopback,
    IP,
    IPv4,
    IPv6,
    Gre,
    Udp,
    Tcp,
}
