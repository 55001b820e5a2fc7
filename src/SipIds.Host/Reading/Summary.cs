using System.Globalization;
using SipIds.Calls;
using SipIds.Outputs;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Sip;

namespace SipIds.Host.Reading;

/// <summary>What a person wants to know when a capture is read.</summary>
internal static class Summary
{
    private const int TopSenderCount = 5;
    private const int LabelWidth = 12;

    /// <summary>The summary of captures that were read.</summary>
    public static void Write(TextWriter output, SipIdsPipeline pipeline, TimeSpan elapsed, FrameLog? passed, CaptureOrder order)
    {
        Write(output, pipeline);
        var statistics = pipeline.Statistics;
        if (passed is not null)
        {
            Line(output, "passed", $"{Number(passed.Frames)} packets, {Number(statistics.Packets - passed.Frames)} kept back");
        }

        Line(output, "order", Join([("put into order of time", order.Moved), ($"out of order by more than {order.Window.TotalMilliseconds:0} ms", order.Late)]));
        var rate = statistics.Packets / Math.Max(elapsed.TotalSeconds, 1e-6);
        Line(output, "read in", string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.000} s, {rate:#,0} packets/s"));
    }

    /// <summary>The summary of a live run.</summary>
    public static void WriteLive(TextWriter output, SipIdsPipeline pipeline, IReadOnlyList<SourceStatistics> sources, TimeSpan elapsed)
    {
        Write(output, pipeline);
        Line(output, "held back", pipeline.Statistics.AlertsSuppressed > 0 ? $"{Number(pipeline.Statistics.AlertsSuppressed)} alerts" : "");
        foreach (var (name, counters) in sources)
        {
            var losses = Join(
                [("dropped by the kernel", counters.KernelDrops), ("passed uninspected", counters.Bypassed), ("not sent on", counters.SendErrors)], before: ", ");
            Line(output, name, $"{Number(counters.Received)} packets{losses}");
        }

        Line(output, "ran", Duration(elapsed));
    }

    private static void Write(TextWriter output, SipIdsPipeline pipeline)
    {
        var statistics = pipeline.Statistics;
        output.WriteLine();
        Line(output, "packets", $"{Number(statistics.Packets)} ({Size(statistics.Bytes)}) over {Duration(statistics.Last - statistics.First)}{Lost(statistics)}");
        Line(output, "SIP", $"{Number(statistics.Messages)} messages{Others(statistics)}");
        Line(output, "  requests", Join(Enum.GetValues<SipMethod>().Select(m => (Name(m), statistics.Requests(m)))));
        Line(output, "  responses", Join(statistics.StatusCodesSeen.Select(code => (code == 0 ? "impossible" : code.ToString(CultureInfo.InvariantCulture), statistics.Responses(code)))));
        Line(output, "cut short", Cut(statistics));
        Line(output, "checksums", Checksums(pipeline.Decoder));
        Line(output, "senders", Join(statistics.Senders.Take(TopSenderCount).Select(s => ($"{s.Address}", s.Messages))));
        WriteCalls(output, pipeline.Calls);
        PreprocessorLines.Write(output, pipeline);
        WriteAlerts(output, statistics);
        WriteDrops(output, statistics);
    }

    private static void WriteCalls(TextWriter output, CallTracker? calls)
    {
        if (calls is null || calls.Statistics.Seen == 0)
        {
            return;
        }

        var statistics = calls.Statistics;
        var longest = statistics.Longest > TimeSpan.Zero ? $"; longest {Duration(statistics.Longest)}" : "";
        Line(output, "calls", Join([("seen", statistics.Seen), ("established", statistics.Established), ("failed", statistics.Failed), ("live at the end", calls.LiveCalls)]) + longest);
        Line(output, "  callers", Join(statistics.Callers.Take(TopSenderCount).Select(c => (Printable.Of(c.Uri), c.Calls))));
        Line(output, "  callees", Join(statistics.Callees.Take(TopSenderCount).Select(c => (Printable.Of(c.Uri), c.Calls))));
        Line(output, "  given up", Join([("for want of room", calls.CallEvictions), ("live ones", calls.LiveCallEvictions)]));
    }

    private static void WriteAlerts(TextWriter output, PipelineStatistics statistics)
    {
        Line(output, "alerts", statistics.AlertCount == 0 ? "none" : Number(statistics.AlertCount));
        foreach (var ((descriptor, severity), count) in statistics.Alerts.OrderBy(a => a.Key.Severity).ThenByDescending(a => a.Value).ThenBy(a => a.Key.Event.Sid))
        {
            output.WriteLine($"  {Number(count),10}  {severity.ToString().ToLowerInvariant(),-6}  {descriptor.Name} [{descriptor.Gid}:{descriptor.Sid}]");
        }
    }

    private static void WriteDrops(TextWriter output, PipelineStatistics statistics)
    {
        if (statistics.Dropped + statistics.WouldDrop == 0)
        {
            return;
        }

        Line(output, statistics.Dropped > 0 ? "dropped" : "would drop", $"{Number(statistics.Dropped + statistics.WouldDrop)} packets");
        foreach (var (descriptor, count) in statistics.Drops.OrderByDescending(d => d.Value).ThenBy(d => d.Key.Sid))
        {
            output.WriteLine($"  {Number(count),10}  for {descriptor.Name} [{descriptor.Gid}:{descriptor.Sid}]");
        }

        if (statistics.Refused > 0)
        {
            output.WriteLine($"  {Number(statistics.Refused),10}  answered, so that their senders stop");
        }

        if (statistics.DroppedCopies > 0)
        {
            output.WriteLine($"  {Number(statistics.DroppedCopies),10}  copies of dropped messages");
        }
    }

    internal static void Line(TextWriter output, string label, string text)
    {
        if (text.Length > 0)
        {
            output.WriteLine($"{label.PadRight(LabelWidth - 1)} {text}");
        }
    }

    // Said once: what is missing is nobody's fault, and nobody is accused for it.
    private static string Cut(PipelineStatistics statistics) => statistics.Cut == 0 ? ""
        : $"{Number(statistics.Cut)} packets of SIP by the snap length; nobody is accused for what is missing";

    private static string Checksums(PacketDecoder decoder) => decoder.UnmadeChecksums == 0 ? ""
        : $"{Number(decoder.UnmadeChecksums)} not judged: the capturing host leaves them to its network card";

    private static string Others(PipelineStatistics statistics) => Join(
        [("keep-alives", statistics.KeepAlives), ("not SIP on a SIP port", statistics.NotSip), ("other payloads", statistics.OtherPayloads)],
        before: "; ");

    // What the decoder could not hand on, each kind by name.
    private static string Lost(PipelineStatistics statistics) => Join(
        Enum.GetValues<DecodeStatus>()
            .Where(s => s is not (DecodeStatus.Ok or DecodeStatus.FragmentHeld))
            .Select(s => (Words(s), statistics.Decoded(s))),
        before: "; ");

    internal static string Join(IEnumerable<(string Name, long Count)> counts, string before = "")
    {
        var text = string.Join(", ", counts.Where(c => c.Count > 0).Select(c => $"{c.Name} {Number(c.Count)}"));
        return text.Length > 0 ? before + text : "";
    }

    private static string Name(SipMethod method) => method is SipMethod.Extension ? "other" : SipMethods.NameOf(method);

    private static string Words(DecodeStatus status) => status switch
    {
        DecodeStatus.NotForUs => "neither UDP nor TCP",
        DecodeStatus.FragmentOverlap => "overlapping fragments",
        DecodeStatus.FragmentInvalid => "invalid fragments",
        DecodeStatus.Truncated => "cut short",
        DecodeStatus.Malformed => "malformed",
        DecodeStatus.TooDeep => "encapsulated too deep",
        DecodeStatus.UnknownLink => "of an unknown link type",
        _ => status.ToString(),
    };

    internal static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} bytes",
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0.0} MB"),
    };

    private static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s");
}
