using SipIds.Calls;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Pipeline.Refusals;

/// <summary>Answers dropped requests, so that their sender stops sending them again. Only one whose address is not forged gets an answer: nobody is shot at through the sensor.</summary>
internal sealed class RefusalSender(KeyHasher hasher)
{
    // Of a flood that many answers are enough, and more would be one themselves.
    private const int MostPerSecond = 200;
    private const int LongestText = 1_200;

    private readonly byte[] _text = new byte[LongestText];
    private readonly byte[] _frame = new byte[LongestText + DatagramFrame.MaxHeadLength];
    private long _second;
    private int _sent;

    /// <summary>Refuses a request.</summary>
    /// <param name="packet">The packet, which is dropped.</param>
    /// <param name="calls">What is known of it.</param>
    /// <param name="refusal">What its sender is told.</param>
    /// <param name="control">What sends.</param>
    /// <returns>Whether an answer was sent.</returns>
    public bool TryRefuse(in SipPacket packet, CallContext calls, Refusal refusal, IFrameControl control)
    {
        if (!IsToBeAnswered(packet, calls) || !HasShare(packet.Time))
        {
            return false;
        }

        var message = packet.Message;
        var length = RefusalText.Write(message, packet.Source, refusal, hasher.Hash(message.CallId).Low, _text);
        length = length == 0 ? 0 : DatagramFrame.WriteAnswer(packet.Decoded, PortOf(packet), _text.AsSpan(0, length), _frame);
        return length > 0 && control.TrySend(_frame.AsSpan(0, length), back: true);
    }

    // An ACK has no answer, and what cannot be read can be answered by nobody (RFC 3261 §8.2, §16.3).
    private static bool IsToBeAnswered(in SipPacket packet, CallContext calls) =>
        packet.Transport is Transport.Udp
        && packet.Status is SipParseStatus.Ok && packet.Message.IsRequest && packet.Message.Method is not SipMethod.Ack
        && !packet.Message.CallId.IsEmpty && packet.Message.Has(SipHeaderId.Via)
        && !calls.IsFromWrongSide
        && calls.Standing.IsReachable(packet.Source.Address, packet.Time);

    // RFC 3581 §4; without rport RFC 3261 §18.2.2.
    private static ushort PortOf(in SipPacket packet)
    {
        var via = packet.Message.Via;
        return via.HasRPort ? packet.Source.Port : via.Port is 0 ? SipPort.Default : via.Port;
    }

    private bool HasShare(Timestamp now)
    {
        var second = now.Seconds;
        (_second, _sent) = second == _second ? (_second, _sent + 1) : (second, 1);
        return _sent <= MostPerSecond;
    }
}
