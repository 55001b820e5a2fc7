namespace SipIds.Packets.Ip;

/// <summary>A UDP datagram whose first fragment came and whose rest did not.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Target">Whom it was for.</param>
internal readonly record struct AbandonedDatagram(NetEndpoint Source, NetEndpoint Target);
