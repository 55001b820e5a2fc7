using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Outputs.Text;

/// <summary>The part of a text line that says what the message is.</summary>
internal static class TextMessage
{
    private const int MaxMethodLength = 24;
    private const int MaxUriLength = 96;
    private const int MaxReasonLength = 40;
    private const int MaxUserLength = 48;
    private const int MaxCallIdLength = 96;

    public static void AddTo(TextLine line, in SipPacket packet)
    {
        var message = packet.Message;
        line.Add("  "u8);
        if (message.IsEmpty)
        {
            line.Add(packet.Status is SipParseStatus.KeepAlive ? "keep-alive"u8
                : !packet.Payload.IsEmpty ? "not SIP"u8
                : packet.Transport is Transport.Udp ? "UDP datagram"u8
                : packet.Transport is Transport.Tcp ? "TCP segment"u8 : "IP packet"u8);
            return;
        }

        if (message.IsRequest)
        {
            AddPart(line, message.MethodName, MaxMethodLength);
            line.Add(" "u8);
            AddPart(line, message.RequestUri.Text, MaxUriLength);
        }
        else
        {
            AddResponse(line, message);
        }

        AddUsers(line, message);
    }

    public static void AddCallIdTo(TextLine line, in SipMessage message)
    {
        if (!message.CallId.IsEmpty)
        {
            line.Add("  call-id "u8);
            line.AddPrintable(message.CallId, MaxCallIdLength);
        }
    }

    private static void AddResponse(TextLine line, in SipMessage message)
    {
        line.Add(message.StatusCode);
        if (!message.ReasonPhrase.IsEmpty)
        {
            line.Add(" "u8);
            line.AddPrintable(message.ReasonPhrase, MaxReasonLength);
        }

        line.Add(" to "u8);
        AddPart(line, message.CSeq.MethodName, MaxMethodLength);
    }

    private static void AddUsers(TextLine line, in SipMessage message)
    {
        var from = Party(message.From.Uri);
        var to = Party(message.To.Uri);
        if (from.IsEmpty && to.IsEmpty)
        {
            return;
        }

        line.Add("  "u8);
        AddPart(line, from, MaxUserLength);
        line.Add(" → "u8);
        AddPart(line, to, MaxUserLength);
    }

    private static ReadOnlySpan<byte> Party(in SipUri uri) => uri.User.IsEmpty ? uri.Host : uri.User;

    private static void AddPart(TextLine line, ReadOnlySpan<byte> text, int limit) => line.AddPrintable(text.IsEmpty ? "-"u8 : text, limit);
}
