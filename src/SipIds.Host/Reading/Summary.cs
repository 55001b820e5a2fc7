using System.Globalization;
using SipIds.Calls;
using SipIds.Host.Pages;
using SipIds.Host.Reading.Report;
using SipIds.Outputs.PacketLog;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Pipeline.Snapshots;
using SipIds.Sip;

namespace SipIds.Host.Reading;

/// <summary>What a person wants to know when a capture is read.</summary>
internal static class Summary
{
    private const int TopSenderCount = 5;

    /// <summary>The summary of captures that were read.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="pipeline">What read them.</param>
    /// <param name="report">What the alerts come to.</param>
    /// <param name="passed">The capture of what passed, if it is written.</param>
    /// <param name="order">How their packets were put into order.</param>
    /// <param name="drops">Whether <c>action_drop</c> lets anything be dropped.</param>
    /// <param name="elapsed">How long the reading took; null where another program set the pace.</param>
    public static void Write(Page output, SipIdsPipeline pipeline, ReportText report, FrameLog? passed, CaptureOrder order, TimeSpan? elapsed, bool drops)
    {
        Write(output, pipeline);
        var statistics = pipeline.Statistics;
        var others = statistics.AlertCount - report.Alerts;
        output.Field("alerts", $"{(report.Alerts == 0 ? "none" : $"{Figures.Number(report.Alerts)}: {char.ToLowerInvariant(report.Headline.Text[0])}{report.Headline.Text[1..]}")}{(others > 0 ? $"{(report.Alerts == 0 ? "; " : " ")}{Figures.Number(others)} other alerts were not asked for." : "")}");
        WriteDrops(output, statistics);
        if (passed is not null)
        {
            output.Field("passed", $"{Figures.Number(passed.Frames)} packets, {Figures.Number(statistics.Packets - passed.Frames)} kept back{(drops ? "" : "; action_drop is not true, so nothing can be")}");
        }

        output.Field("order", Join([("put into order of time", order.Moved), ($"out of order by more than {order.Window.TotalMilliseconds:0} ms", order.Late)]));
        if (elapsed is { } time)
        {
            var rate = statistics.Packets / Math.Max(time.TotalSeconds, 1e-6);
            output.Field("read in", string.Create(CultureInfo.InvariantCulture, $"{Figures.Duration(time)}, {rate:#,0} packets/s"));
        }
    }

    /// <summary>The summary of a live run.</summary>
    public static void WriteLive(Page output, SipIdsPipeline pipeline, IReadOnlyList<SourceStatistics> sources, TimeSpan elapsed)
    {
        Write(output, pipeline);
        WriteAlerts(output, pipeline.Statistics);
        WriteDrops(output, pipeline.Statistics);
        output.Field("held back", pipeline.Statistics.AlertsSuppressed > 0 ? $"{Figures.Number(pipeline.Statistics.AlertsSuppressed)} alerts" : "");
        foreach (var (name, counters) in sources)
        {
            var losses = Join(
                [("dropped by the kernel", counters.KernelDrops), ("passed uninspected", counters.Bypassed), ("not sent on", counters.SendErrors)], before: ", ");
            output.Field(name, $"{Figures.Number(counters.Received)} packets{losses}");
        }

        output.Field("ran", Figures.Duration(elapsed));
    }

    private static void Write(Page output, SipIdsPipeline pipeline)
    {
        var statistics = pipeline.Statistics;
        output.Blank();
        output.Field("packets", $"{Figures.Number(statistics.Packets)} ({Figures.Size(statistics.Bytes)}) over {Figures.Duration(statistics.Last - statistics.First)}{Lost(statistics)}");
        output.Field("SIP", $"{Figures.Number(statistics.Messages)} {(statistics.Messages == 1 ? "message" : "messages")}{Others(statistics)}");
        output.Field("  requests", Join(Enum.GetValues<SipMethod>().Select(m => (Name(m), statistics.Requests(m)))));
        output.Field("  responses", Join(statistics.StatusCodesSeen.Select(code => (code == 0 ? "impossible" : code.ToString(CultureInfo.InvariantCulture), statistics.Responses(code)))));
        output.Field("cut short", Cut(statistics));
        output.Field("checksums", Checksums(pipeline.Decoder));
        output.Field("senders", Top(statistics.Senders.Take(TopSenderCount + 1).Select(s => ($"{s.Item}", s.Count))));
        WriteCalls(output, pipeline.Calls);
        PreprocessorLines.Write(output, pipeline);
        output.Field("excused", statistics.Excused > 0 ? $"{Figures.Number(statistics.Excused)} packets, by an event whose action is pass" : "");
        output.Field("logged", statistics.Logged > 0 ? $"{Figures.Number(statistics.Logged)} events, by the action log" : "");
        output.Field("suppressed", statistics.AlertsDeclaredFalse > 0 ? $"{Figures.Number(statistics.AlertsDeclaredFalse)} reports that suppress declares false alarms" : "");
    }

    private static void WriteCalls(Page output, CallTracker? calls)
    {
        if (calls is null || calls.Statistics.Seen == 0)
        {
            return;
        }

        var statistics = calls.Statistics;
        var longest = statistics.Longest > TimeSpan.Zero ? $"; longest {Figures.Duration(statistics.Longest)}" : "";
        output.Field("calls", Join([("seen", statistics.Seen), ("established", statistics.Established), ("failed", statistics.Failed), ("live at the end", calls.LiveCalls)]) + longest);
        output.Field("  callers", Top(statistics.Callers.Take(TopSenderCount + 1).Select(c => (Party(c.Item.ToString()), c.Count))));
        output.Field("  callees", Top(statistics.Callees.Take(TopSenderCount + 1).Select(c => (Party(c.Item.ToString()), c.Count))));
        output.Field("  given up", Join([("for want of room", calls.CallEvictions), ("live ones", calls.LiveCallEvictions)]));
    }

    private static void WriteAlerts(Page output, PipelineStatistics statistics)
    {
        output.Field("alerts", statistics.AlertCount == 0 ? "none" : Figures.Number(statistics.AlertCount));
        foreach (var ((descriptor, severity), count) in statistics.Alerts.OrderBy(a => a.Key.Severity).ThenByDescending(a => a.Value).ThenBy(a => a.Key.Event.Sid))
        {
            output.Line($"  {Figures.Number(count),10}  {severity.ToString().ToLowerInvariant(),-6}  {descriptor.Name} [{descriptor.Gid}:{descriptor.Sid}]");
        }
    }

    private static void WriteDrops(Page output, PipelineStatistics statistics)
    {
        if (statistics.Dropped + statistics.WouldDrop == 0)
        {
            return;
        }

        output.Field(statistics.Dropped > 0 ? "dropped" : "would drop", $"{Figures.Number(statistics.Dropped + statistics.WouldDrop)} packets");
        foreach (var (descriptor, count) in statistics.Drops.OrderByDescending(d => d.Value).ThenBy(d => d.Key.Sid))
        {
            output.Line($"  {Figures.Number(count),10}  for {descriptor.Name} [{descriptor.Gid}:{descriptor.Sid}]");
        }

        if (statistics.Refused > 0)
        {
            output.Line($"  {Figures.Number(statistics.Refused),10}  answered, so that their senders stop");
        }

        if (statistics.DroppedCopies > 0)
        {
            output.Line($"  {Figures.Number(statistics.DroppedCopies),10}  copies of dropped messages");
        }
    }

    private static string Top(IEnumerable<(string Name, long Count)> most)
    {
        var all = most.ToList();
        return Join(all.Take(TopSenderCount)) + (all.Count > TopSenderCount ? " and more" : "");
    }

    private static string Party(string uri) => Printable.Of(UserAndHost(uri)) is { Length: > 0 } shown ? shown : "(empty)";

    // Callers are told apart by user and host: port and parameters are only the first one's.
    private static string UserAndHost(string uri)
    {
        var host = uri.LastIndexOf('@') + 1;
        var end = uri.AsSpan(Math.Max(host, uri.IndexOf(']', host) + 1)).IndexOfAny(':', ';', '?');
        return host > 0 && end >= 0 ? uri[..(Math.Max(host, uri.IndexOf(']', host) + 1) + end)] : uri;
    }

    // Said once: what is missing is nobody's fault, and nobody is accused for it.
    private static string Cut(PipelineStatistics statistics) => statistics.Cut == 0 ? ""
        : $"{Figures.Number(statistics.Cut)} packets of SIP by the snap length; nobody is accused for what is missing";

    private static string Checksums(PacketDecoder decoder) => decoder.UnmadeChecksums == 0 ? ""
        : $"{Figures.Number(decoder.UnmadeChecksums)} not judged: the capturing host leaves them to its network card";

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
        var text = string.Join(", ", counts.Where(c => c.Count > 0).Select(c => $"{c.Name}{Page.Bound}{Figures.Number(c.Count)}"));
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
}
