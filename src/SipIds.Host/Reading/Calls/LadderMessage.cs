using SipIds.Host.Pages;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Host.Reading.Calls;

/// <summary>One arrow of a ladder.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Source">Where it begins.</param>
/// <param name="Target">Where it ends.</param>
/// <param name="Label">What it says: <c>INVITE (SDP)</c>, <c>200 OK (INVITE)</c>.</param>
/// <param name="IsDropped">Whether it was kept from its target.</param>
/// <param name="Events">The names of the events that it raised.</param>
internal sealed record LadderMessage(Timestamp Time, NetEndpoint Source, NetEndpoint Target, string Label, bool IsDropped, IReadOnlyList<string> Events)
{
    private const int MaxMethod = 24;

    // A longer phrase says no more than its code.
    private const int MaxReason = 18;

    /// <summary>What the arrow of a message says.</summary>
    public static string LabelOf(in SipPacket packet, bool isRepeated)
    {
        var message = packet.Message;
        var hasSdp = message.Body.StartsWith("v="u8) && message.ValueOf(SipHeaderId.ContentType).IndexOf("sdp"u8) >= 0;
        var label = message.IsRequest
            ? Word(message.MethodName) + (hasSdp ? " (SDP)" : "")
            : Status(message) + Remarks(message, hasSdp);
        return isRepeated ? $"{label} again" : label;
    }

    private static string Status(in SipMessage message)
    {
        var reason = message.ReasonPhrase;
        return reason.IsEmpty || reason.Length > MaxReason ? $"{message.StatusCode}" : $"{message.StatusCode} {Printable.Of(PacketText.Keep(reason, MaxReason))}";
    }

    // Provisional responses are to an INVITE as a rule, so only others are worth the word.
    private static string Remarks(in SipMessage message, bool hasSdp)
    {
        var method = message.StatusCode < 200 && message.CSeq.Method is SipMethod.Invite ? "" : Word(message.CSeq.MethodName);
        return (method.Length > 0, hasSdp) switch
        {
            (true, true) => $" ({method}, SDP)",
            (true, false) => $" ({method})",
            (false, true) => " (SDP)",
            _ => "",
        };
    }

    private static string Word(ReadOnlySpan<byte> method) => Printable.Of(PacketText.Keep(method, MaxMethod));
}
