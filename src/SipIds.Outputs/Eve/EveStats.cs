using System.Text.Json;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Outputs.Eve;

/// <summary>EVE's <c>stats</c> record.</summary>
internal static class EveStats
{
    private static readonly (DecodeStatus Status, JsonEncodedText Name)[] s_statuses =
        [.. Enum.GetValues<DecodeStatus>().Select(status => (status, JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName($"{status}"))))];

    public static void Write(Utf8JsonWriter writer, SensorStatistics statistics)
    {
        writer.WriteStartObject();
        writer.WriteTime("timestamp"u8, statistics.Time);
        writer.WriteString("event_type"u8, "stats"u8);
        writer.WriteStartObject("stats"u8);
        writer.WriteNumber("uptime"u8, (long)statistics.Uptime.TotalSeconds);
        WriteSources(writer, statistics);
        WriteDecoder(writer, statistics.Pipeline);
        WriteSip(writer, statistics.Pipeline.Statistics);
        WriteAlerts(writer, statistics.Pipeline.Statistics);
        WriteCalls(writer, statistics);
        WriteTables(writer, statistics.Pipeline);
        WritePreprocessors(writer, statistics.Pipeline);
        WriteFaults(writer, statistics);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter writer, SensorStatistics statistics)
    {
        writer.WriteStartObject("capture"u8);
        WriteCounters(writer, statistics.Capture);
        writer.WriteEndObject();
        writer.WriteStartArray("sources"u8);
        foreach (var source in statistics.Sources)
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

    private static void WriteDecoder(Utf8JsonWriter writer, SipIdsPipeline pipeline)
    {
        writer.WriteStartObject("decoder"u8);
        writer.WriteNumber("pkts"u8, pipeline.Statistics.Packets);
        writer.WriteNumber("bytes"u8, pipeline.Statistics.Bytes);
        foreach (var (status, name) in s_statuses)
        {
            writer.WriteNumber(name, pipeline.Statistics.Decoded(status));
        }

        writer.WriteEndObject();
        writer.WriteStartObject("streams"u8);
        writer.WriteNumber("followed"u8, pipeline.Streams.Streams);
        writer.WriteNumber("evictions"u8, pipeline.Streams.StreamEvictions);
        writer.WriteNumber("buffered_bytes"u8, pipeline.Streams.BufferedBytes);
        writer.WriteNumber("buffer_evictions"u8, pipeline.Streams.BufferEvictions);
        writer.WriteEndObject();
    }

    private static void WriteSip(Utf8JsonWriter writer, PipelineStatistics statistics)
    {
        writer.WriteStartObject("sip"u8);
        writer.WriteNumber("messages"u8, statistics.Messages);
        writer.WriteNumber("keep_alives"u8, statistics.KeepAlives);
        writer.WriteNumber("not_sip"u8, statistics.NotSip);
        writer.WriteNumber("other_payloads"u8, statistics.OtherPayloads);
        writer.WriteStartObject("requests"u8);
        foreach (var method in Enum.GetValues<SipMethod>())
        {
            if (statistics.Requests(method) is > 0 and var count)
            {
                writer.WriteNumber(method is SipMethod.Extension ? "other" : SipMethods.NameOf(method), count);
            }
        }

        writer.WriteEndObject();
        writer.WriteStartObject("responses"u8);
        foreach (var codes in statistics.StatusCodesSeen.GroupBy(code => code / 100))
        {
            writer.WriteNumber(codes.Key == 0 ? "other" : $"{codes.Key}xx", codes.Sum(statistics.Responses));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteAlerts(Utf8JsonWriter writer, PipelineStatistics statistics)
    {
        writer.WriteStartObject("alerts"u8);
        writer.WriteNumber("total"u8, statistics.AlertCount);
        writer.WriteNumber("suppressed"u8, statistics.AlertsSuppressed);
        writer.WriteNumber("declared_false"u8, statistics.AlertsDeclaredFalse);
        writer.WriteStartObject("events"u8);
        foreach (var alerts in statistics.Alerts.GroupBy(alert => alert.Key.Event.Name, StringComparer.Ordinal))
        {
            writer.WriteNumber(alerts.Key, alerts.Sum(alert => alert.Value));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject("verdicts"u8);
        writer.WriteNumber("dropped"u8, statistics.Dropped);
        writer.WriteNumber("would_drop"u8, statistics.WouldDrop);
        writer.WriteNumber("left_out"u8, statistics.DropsLeftOut);
        writer.WriteStartObject("events"u8);
        foreach (var (descriptor, count) in statistics.Drops)
        {
            writer.WriteNumber(descriptor.Name, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter writer, SensorStatistics statistics)
    {
        if (statistics.Calls is not { } calls)
        {
            return;
        }

        writer.WriteStartObject("calls"u8);
        writer.WriteNumber("live"u8, calls.LiveCalls);
        writer.WriteNumber("seen"u8, calls.Statistics.Seen);
        writer.WriteNumber("established"u8, calls.Statistics.Established);
        writer.WriteNumber("failed"u8, calls.Statistics.Failed);
        writer.WriteNumber("evictions"u8, calls.CallEvictions);
        writer.WriteNumber("live_evictions"u8, calls.LiveCallEvictions);
        writer.WriteEndObject();
    }

    private static void WriteTables(Utf8JsonWriter writer, SipIdsPipeline pipeline)
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
    private static void WritePreprocessors(Utf8JsonWriter writer, SipIdsPipeline pipeline)
    {
        writer.WriteStartObject("preprocessors"u8);
        foreach (var summary in pipeline.Summarize().Where(summary => summary.Counts.Count > 0))
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
        foreach (var timing in pipeline.Timings.Where(timing => timing.IsOverBudget))
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

    private static void WriteFaults(Utf8JsonWriter writer, SensorStatistics statistics)
    {
        writer.WriteNumber("rules_restored"u8, statistics.RulesRestored);
        writer.WriteNumber("crashes"u8, statistics.Crashes);
        writer.WriteStartArray("faults"u8);
        foreach (var fault in statistics.Pipeline.Faults)
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
        foreach (var (name, lost) in statistics.Outputs)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, name);
            writer.WriteNumber("lost"u8, lost);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
