using System.Text.Json;
using SipIds.Outputs.Streams;
using SipIds.Sip;

namespace SipIds.Outputs.Eve;

/// <summary>EVE's <c>sip</c> object: Suricata's members for the start line, and beside them the headers that say who and which call.</summary>
internal static class EveSip
{
    public static void Write(Utf8JsonWriter writer, in SipMessage message)
    {
        writer.WriteStartObject("sip"u8);
        if (message.IsRequest)
        {
            WriteRequest(writer, message);
        }
        else if (!message.Version.IsEmpty)
        {
            WriteResponse(writer, message);
        }

        writer.WriteText("call_id"u8, message.CallId);
        writer.WriteText("from"u8, message.ValueOf(SipHeaderId.From));
        writer.WriteText("to"u8, message.ValueOf(SipHeaderId.To));
        writer.WriteText("cseq"u8, message.ValueOf(SipHeaderId.CSeq));
        writer.WriteText("user_agent"u8, message.UserAgent);
        writer.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter writer, in SipMessage message)
    {
        writer.WriteText("method"u8, message.MethodName);
        writer.WriteText("uri"u8, message.RequestUri.Text);
        writer.WriteText("version"u8, message.Version);
        writer.WriteText("request_line"u8, Utf8Text.StartLine(message));
    }

    private static void WriteResponse(Utf8JsonWriter writer, in SipMessage message)
    {
        writer.WriteText("version"u8, message.Version);
        WriteCode(writer, message.StatusCode);
        writer.WriteText("reason"u8, message.ReasonPhrase);
        writer.WriteText("response_line"u8, Utf8Text.StartLine(message));
    }

    // Suricata writes the code as a string.
    private static void WriteCode(Utf8JsonWriter writer, int code)
    {
        if (code > 0)
        {
            Span<byte> digits = stackalloc byte[5];
            _ = code.TryFormat(digits, out var length);
            writer.WriteString("code"u8, digits[..length]);
        }
    }
}
