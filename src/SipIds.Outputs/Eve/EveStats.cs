using System.Text.Json;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline.Snapshots;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Outputs.Eve;

/// <summary>EVE's <c>stats</c> record.</summary>
internal static class EveStats
{
    private static readonly (DecodeStatus Status, JsonEncodedText Name)[] s_statuses =
        [.. Enum.GetValues<DecodeStatus>().Select(status => (status, JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName($"{status}"))))];

    public static void Write(Utf8JsonWriter writer, SensorSnapshot snapshot)
    {
        writer.WriteStartObject();
        writer.WriteTime("timestamp"u8, snapshot.Time);
        writer.WriteString("event_type"u8, "stats"u8);
        writer.WriteStartObject("stats"u8);
        writer.WriteNumber("uptime"u8, (long)snapshot.Uptime.TotalSeconds);
        WriteSources(writer, snapshot);
        WriteDecoder(writer, snapshot.Pipeline);
        WriteSip(writer, snapshot.Pipeline.Messages);
        WriteAlerts(writer, snapshot.Pipeline.Alerts);
        WriteVerdicts(writer, snapshot.Pipeline.Verdicts);
        WriteCalls(writer, snapshot.Pipeline);
        WriteTables(writer, snapshot.Pipeline);
        WritePreprocessors(writer, snapshot.Pipeline);
        WriteFaults(writer, snapshot);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter writer, SensorSnapshot snapshot)
    {
        writer.WriteStartObject("capture"u8);
        WriteCounters(writer, snapshot.Capture);
        writer.WriteEndObject();
        writer.WriteStartArray("sources"u8);
        foreach (var source in snapshot.Sources)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, source.Name);
            WriteCounters(writer, source.Counters);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCounters(Utf8JsonWriter writer, in SourceCounters counters)
    {
        writer.WriteNumber("kernel_packets"u8, counters.Received);
        writer.WriteNumber("kernel_drops"u8, counters.KernelDrops);
        writer.WriteNumber("bypassed"u8, counters.Bypassed);
        writer.WriteNumber("send_errors"u8, counters.SendErrors);
    }

    private static void WriteDecoder(Utf8JsonWriter writer, PipelineSnapshot pipeline)
    {
        writer.WriteStartObject("decoder"u8);
        writer.WriteNumber("pkts"u8, pipeline.Decoder.Packets);
        writer.WriteNumber("bytes"u8, pipeline.Decoder.Bytes);
        foreach (var (status, name) in s_statuses)
        {
            writer.WriteNumber(name, pipeline.Decoder.Count(status));
        }

        writer.WriteEndObject();
        writer.WriteStartObject("streams"u8);
        writer.WriteNumber("followed"u8, pipeline.Streams.Followed);
        writer.WriteNumber("evictions"u8, pipeline.Streams.Evictions);
        writer.WriteNumber("buffered_bytes"u8, pipeline.Streams.BufferedBytes);
        writer.WriteNumber("buffer_evictions"u8, pipeline.Streams.BufferEvictions);
        writer.WriteEndObject();
    }

    private static void WriteSip(Utf8JsonWriter writer, MessageSnapshot messages)
    {
        writer.WriteStartObject("sip"u8);
        writer.WriteNumber("messages"u8, messages.Messages);
        writer.WriteNumber("keep_alives"u8, messages.KeepAlives);
        writer.WriteNumber("not_sip"u8, messages.NotSip);
        writer.WriteNumber("other_payloads"u8, messages.OtherPayloads);
        writer.WriteStartObject("requests"u8);
        foreach (var (method, count) in messages.Requests)
        {
            writer.WriteNumber(method is SipMethod.Extension ? "other" : SipMethods.NameOf(method), count);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("responses"u8);
        foreach (var codes in messages.Responses.GroupBy(response => response.Key / 100))
        {
            writer.WriteNumber(codes.Key == 0 ? "other" : $"{codes.Key}xx", codes.Sum(response => response.Value));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteAlerts(Utf8JsonWriter writer, AlertSnapshot alerts)
    {
        writer.WriteStartObject("alerts"u8);
        writer.WriteNumber("total"u8, alerts.Total);
        writer.WriteNumber("suppressed"u8, alerts.Suppressed);
        writer.WriteNumber("declared_false"u8, alerts.DeclaredFalse);
        writer.WriteStartObject("events"u8);
        foreach (var counts in alerts.Events.GroupBy(count => count.Event, StringComparer.Ordinal))
        {
            writer.WriteNumber(counts.Key, counts.Sum(count => count.Count));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteVerdicts(Utf8JsonWriter writer, VerdictSnapshot verdicts)
    {
        writer.WriteStartObject("verdicts"u8);
        writer.WriteNumber("dropped"u8, verdicts.Dropped);
        writer.WriteNumber("would_drop"u8, verdicts.WouldDrop);
        writer.WriteNumber("left_out"u8, verdicts.LeftOut);
        writer.WriteStartObject("events"u8);
        foreach (var drops in verdicts.Events)
        {
            writer.WriteNumber(drops.Event, drops.Count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter writer, PipelineSnapshot pipeline)
    {
        if (pipeline.Calls is not { } calls)
        {
            return;
        }

        writer.WriteStartObject("calls"u8);
        writer.WriteNumber("live"u8, calls.Live);
        writer.WriteNumber("seen"u8, calls.Seen);
        writer.WriteNumber("established"u8, calls.Established);
        writer.WriteNumber("failed"u8, calls.Failed);
        writer.WriteNumber("evictions"u8, calls.Evictions);
        writer.WriteNumber("live_evictions"u8, calls.LiveEvictions);
        writer.WriteEndObject();
    }

    private static void WriteTables(Utf8JsonWriter writer, PipelineSnapshot pipeline)
    {
        writer.WriteStartObject("tables"u8);
        foreach (var table in pipeline.Tables)
        {
            writer.WriteStartObject(table.Name);
            writer.WriteNumber("capacity"u8, table.Capacity);
            writer.WriteNumber("used"u8, table.Used);
            writer.WriteNumber("evictions"u8, table.Evictions);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // What each counts of its own accord, and who is slower than plugins.budget.
    private static void WritePreprocessors(Utf8JsonWriter writer, PipelineSnapshot pipeline)
    {
        writer.WriteStartObject("preprocessors"u8);
        foreach (var summary in pipeline.Preprocessors.Where(summary => summary.Counts.Count > 0))
        {
            writer.WriteStartObject(summary.Preprocessor);
            foreach (var (name, value) in summary.Counts.DistinctBy(count => count.Key, StringComparer.Ordinal))
            {
                writer.WriteNumber(name, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("slow"u8);
        foreach (var timing in pipeline.Slow)
        {
            writer.WriteStartObject();
            writer.WriteString("preprocessor"u8, timing.Preprocessor);
            writer.WriteString("call"u8, timing.Call);
            writer.WriteNumber("usual_us"u8, Math.Round(timing.Usual.TotalMicroseconds, 1));
            writer.WriteNumber("budget_us"u8, Math.Round(timing.Budget.TotalMicroseconds, 1));
            writer.WriteNumber("samples"u8, timing.Samples);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteFaults(Utf8JsonWriter writer, SensorSnapshot snapshot)
    {
        writer.WriteNumber("rules_restored"u8, snapshot.RulesRestored);
        writer.WriteNumber("crashes"u8, snapshot.Crashes);
        writer.WriteStartArray("faults"u8);
        foreach (var fault in snapshot.Pipeline.Faults)
        {
            writer.WriteStartObject();
            writer.WriteString(fault.Part switch
            {
                PluginPart.Preprocessor => "preprocessor"u8,
                PluginPart.Output => "output"u8,
                _ => "observer"u8,
            }, fault.Name);
            writer.WriteNumber("count"u8, fault.Count);
            writer.WriteBoolean("switched_off"u8, fault.IsSwitchedOff);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("outputs"u8);
        foreach (var output in snapshot.Outputs)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, output.Name);
            writer.WriteNumber("lost"u8, output.Lost);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
