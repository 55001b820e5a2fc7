using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Testing;

/// <summary>Judges a frame inline.</summary>
internal delegate Verdict InlineSensor(in CapturedFrame frame);
