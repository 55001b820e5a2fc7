using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SipIds.Calls.Media;
using SipIds.Packets;

namespace SipIds.Host.Reading.Calls;

/// <summary>The list of calls as JSON, one object a line, beside the alerts in EVE JSON and with their names for the same things.</summary>
internal static class CallListJson
{
    public static void Write(TextWriter output, CallList list, Timestamp end)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        foreach (var call in list.Calls)
        {
            Write(writer, call, end);
            writer.Flush();
            output.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
            line.ResetWrittenCount();
            writer.Reset();
        }
    }

    private static void Write(Utf8JsonWriter writer, ListedCall call, Timestamp end)
    {
        writer.WriteStartObject();
        writer.WriteString("timestamp", call.Started.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+0000'", CultureInfo.InvariantCulture));
        writer.WriteString("event_type", "call");
        WriteEndpoint(writer, "src", call.Path[0]);
        WriteEndpoint(writer, "dest", call.Path[^1]);
        writer.WriteString("proto", call.Transport is Transport.Udp ? "UDP" : "TCP");
        writer.WriteString("app_proto", "sip");
        writer.WriteString("call_id", call.CallId);
        writer.WriteStartObject("call");
        WriteOutcome(writer, call, end);
        writer.WriteString("from", call.From);
        writer.WriteString("to", call.To);
        WritePath(writer, call);
        WriteMedia(writer, call.Media);
        writer.WriteNumber("messages", call.Messages);
        writer.WriteNumber("alerts", call.Alerts);
        writer.WriteNumber("dropped", call.Dropped);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteEndpoint(Utf8JsonWriter writer, string side, NetEndpoint endpoint)
    {
        writer.WriteString($"{side}_ip", $"{endpoint.Address}");
        writer.WriteNumber($"{side}_port", endpoint.Port);
    }

    private static void WriteOutcome(Utf8JsonWriter writer, ListedCall call, Timestamp end)
    {
        var outcome = call.OutcomeAt(end);
        writer.WriteString("outcome", outcome.Word());
        if (outcome.HasStatus())
        {
            writer.WriteNumber("status", call.FinalStatus);
        }

        if (call.TalkAt(end) is { } talk)
        {
            writer.WriteNumber("talk_seconds", talk.TotalSeconds);
        }

        if (call.IsAdopted)
        {
            writer.WriteBoolean("begun_before", true);
        }
    }

    private static void WritePath(Utf8JsonWriter writer, ListedCall call)
    {
        writer.WriteStartArray("path");
        foreach (var endpoint in call.Path)
        {
            writer.WriteStringValue(endpoint.ToString());
        }

        writer.WriteEndArray();
    }

    private static void WriteMedia(Utf8JsonWriter writer, in CallMedia media)
    {
        if (media.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("media");
        for (var stream = 0; stream < media.Count; stream++)
        {
            writer.WriteStartObject();
            writer.WriteString("type", media.Caller[stream].Kind.ToString().ToLowerInvariant());
            writer.WriteString("encoding", media.EncodingOf(stream));
            writer.WriteString("direction", media.DirectionOf(stream).ToString().ToLowerInvariant());
            writer.WriteBoolean("secure", media.Caller[stream].IsSecure);
            WriteStream(writer, "caller", media.Caller, stream);
            WriteStream(writer, "callee", media.Callee, stream);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteStream(Utf8JsonWriter writer, string side, in MediaDescription description, int stream)
    {
        if (description[stream] is { IsElsewhere: false } known)
        {
            writer.WriteString(side, new NetEndpoint(description.Address, known.Port).ToString());
        }
    }
}
