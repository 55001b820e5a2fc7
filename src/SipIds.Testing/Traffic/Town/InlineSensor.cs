using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>Judges a frame inline.</summary>
internal delegate Verdict InlineSensor(in CapturedFrame frame);
