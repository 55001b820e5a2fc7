namespace SipIds.Packets.Ip;

/// <summary>Which datagram a fragment is part of.</summary>
internal readonly record struct FragmentKey(NetAddress Source, NetAddress Target, uint Id, byte Protocol);
