using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1010: what comes to a SIP port is SIP, a keep-alive, or encrypted.</summary>
internal static class NotSipCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 1010, "syntax-not-sip", Severity.Low, EventAction.Alert,
        "The payload on a SIP port is neither SIP nor a keep-alive (RFC 3261 §7, RFC 5626 §3.5). Severity 2, and dropped, for STUN that claims "
        + "more bytes than there are, in its header or an attribute (RFC 8489 §5, §14): it overflows parsers.")
    {
        Title = "Not SIP on a SIP port",
        Drop = DropReach.SevereForm,
        Settings = ["ports"],
        FalseAlarm = "Another protocol on a SIP port, or a vendor's own keep-alive.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (packet.Status is not SipParseStatus.NotSip || packet.Decoded.Truncated || IsEncrypted(packet.Payload))
        {
            return;
        }

        if (StunMessage.IsHeaderOf(packet.Payload) && StunMessage.ClaimsMore(packet.Payload))
        {
            inspection.Alarm(Event, "STUN that claims more bytes than there are"u8);
        }
        else
        {
            inspection.Report(Event, packet.Payload);
        }
    }

    // A TLS or DTLS record: content type 20 to 24, major version 3 or 254 (RFC 8446 §5.1, RFC 9147 §4).
    private static bool IsEncrypted(ReadOnlySpan<byte> payload) =>
        payload.Length >= 5 && payload[0] is >= 20 and <= 24 && payload[1] is 3 or 254;
}
