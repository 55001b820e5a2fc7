using SipIds.Packets;

namespace SipIds.Host.Discovery;

/// <summary>Takes a frame, with the number of its interface in <see cref="CapturedFrame.Ingress"/>.</summary>
internal delegate void FrameTaker(in CapturedFrame frame);
