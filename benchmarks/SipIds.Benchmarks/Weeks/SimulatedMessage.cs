using SipIds.Packets;

namespace SipIds.Benchmarks.Weeks;

/// <summary>One datagram of generated traffic.</summary>
internal readonly record struct SimulatedMessage(Timestamp Time, NetEndpoint Source, NetEndpoint Target, byte[] Payload);
