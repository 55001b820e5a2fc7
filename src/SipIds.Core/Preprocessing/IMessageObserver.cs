using SipIds.Calls;
using SipIds.Packets;

namespace SipIds.Preprocessing;

/// <summary>Sees every SIP message after it was judged: for call lists, ladders and measurements, which report no events.</summary>
public interface IMessageObserver
{
    /// <summary>Called in capture order, after the call table took the message in if it passes.</summary>
    /// <param name="packet">The message and where it came from.</param>
    /// <param name="calls">What the call table knows of it now.</param>
    /// <param name="verdict">Whether it goes on to its endpoint.</param>
    void OnMessage(in SipPacket packet, CallContext calls, Verdict verdict);
}
