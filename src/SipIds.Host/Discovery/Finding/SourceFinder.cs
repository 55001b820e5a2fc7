using System.Globalization;
using SipIds.Host.Discovery.Survey;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>What the mirror port or the capture shows of the traffic: both directions, once, whole and in order, or not.</summary>
internal static class SourceFinder
{
    private const string Reorder = "reorder";
    private const int RequestsThatShow = 5;
    private const int FewOutOfOrder = 3;
    private const int AskedThatShow = 3;

    private static readonly TimeSpan[] s_windows = [.. new[] { 100, 200, 500, 1000, 2000, 5000, 10_000 }.Select(value => TimeSpan.FromMilliseconds(value))];

    public static IEnumerable<Remark> Of(TrafficFacts facts, IReadOnlyList<SeenHost> hosts)
    {
        var seen = facts.Survey.Visibility;
        yield return new("directions", Directions(seen, hosts));
        yield return new("duplicates", Duplicates(facts.Survey.Duplicates));
        yield return new("snap length", facts.Cut == 0 ? "no packet of SIP is cut."
            : $"{Count(facts.Cut, "packet")} of SIP {(facts.Cut == 1 ? "is" : "are")} cut short; nobody is accused for what is missing, and nothing is found in it. Capture whole packets: tcpdump -s 0.");
        yield return new("order", Order(facts));
        if (facts.Lost > 0)
        {
            yield return new("losses", $"the kernel lost {Count(facts.Lost, "packet")}: a larger live.capture.ring bridges longer pauses.");
        }

        if (seen.MidstreamCalls > 0)
        {
            var until = Math.Ceiling((seen.LastMidstream - facts.Survey.First).TotalMinutes + 1);
            yield return new("first calls", $"{Count(seen.MidstreamCalls, "call")} had begun before the first packet. In captures they are accused of having no beginning: "
                + string.Create(CultureInfo.InvariantCulture, $"read this one with --set midstream_grace={until:0}m. ids and ips wait for 2h by themselves."));
        }
    }

    /// <summary>A window for <c>reorder</c>; null where the present one does.</summary>
    public static Proposal? Window(TrafficFacts facts)
    {
        var seen = facts.Survey.Visibility;
        var (count, by) = (facts.Late + seen.AnswersFirst, facts.LateBy > seen.AnswersFirstBy ? facts.LateBy : seen.AnswersFirstBy);
        if (count < FewOutOfOrder || by <= facts.Settings.Reorder)
        {
            return null;
        }

        var window = s_windows.FirstOrDefault(window => window >= by);
        var evidence = $"{Count(facts.Late, "packet")} {(facts.Late == 1 ? "is" : "are")} out of order by more than {Time(facts.Settings.Reorder)}, and {Count(seen.AnswersFirst, "answer")} came before {(seen.AnswersFirst == 1 ? "its request" : "their requests")}, by up to {Time(by)}";
        return window == default ? null : new(Reorder, window < TimeSpan.FromSeconds(1) ? $"{window.TotalMilliseconds:0}ms" : $"{window.TotalSeconds:0}s", Confidence.Fair, $"{evidence}.");
    }

    private static string Directions(Visibility seen, IReadOnlyList<SeenHost> hosts)
    {
        var silent = hosts.Where(host => host is { Sent: 0, AskedOutside: > 0, AskedInDialogs: >= AskedThatShow }).ToList();
        return (seen.Requests, seen.Responses, seen.Answered) switch
        {
            ( >= RequestsThatShow, var responses, _) when responses < seen.Requests / 20 =>
                $"of {Count(seen.Requests, "request")} only {Number(seen.Answered)} were answered here: the mirror shows one direction, or nobody is there. What needs an answer to be judged is not judged; mirror both directions (rx and tx).",
            (var requests, >= RequestsThatShow, _) when requests < seen.Responses / 20 =>
                $"{Count(seen.Responses, "response")} and {Count(requests, "request")}: the mirror shows one direction, that of the answers. Mirror both (rx and tx).",
            _ when silent.Count > 0 =>
                $"{Number(seen.Answered)} of {Count(seen.Requests, "request")} were answered here, but nothing of {List(silent.Take(AskedThatShow).Select(host => $"{host.Address}"))} was seen, which must have answered: one direction is missing there.",
            ( >= RequestsThatShow, >= RequestsThatShow, 0) =>
                $"{Count(seen.Requests, "request")} and {Count(seen.Responses, "response")}, and none of these answers one of those: parts of different traffic, or forged.",
            (0, 0, _) => "there is no SIP.",
            (_, 0, _) or (0, _, _) => $"{Count(seen.Requests, "request")} and {Count(seen.Responses, "response")}: too few to say whether both are seen.",
            _ => $"both: {Number(seen.Answered)} of {Count(seen.Requests, "request")} were answered here"
                + (seen.Orphans > 0 ? $", and {Number(seen.Orphans)} of {Count(seen.Responses, "response")} had no request." : "."),
        };
    }

    private static string Duplicates(DuplicateWatch seen) => seen switch
    {
        { Copies: 0 } => seen.Datagrams == 0 ? "no datagram was seen; over TCP they do not show." : "each packet once.",
        _ when seen.ByOtherDoor > seen.Copies / 2 => $"{Number(seen.Copies)} of {Count(seen.Datagrams, "datagram")} came by two interfaces, as on the two sides of a bridge. They are taken for retransmissions and count once; one interface is enough for ids.",
        _ when seen.Copies < seen.Datagrams / 20 => $"{Number(seen.Copies)} of {Count(seen.Datagrams, "datagram")} came twice within {Time(seen.Apart)}; that is little.",
        _ => $"{Number(seen.Copies)} of {Count(seen.Datagrams, "datagram")} came twice within {Time(seen.Apart)}: the mirror shows the same packet going in and coming out, or the capture is of 'any'. They are taken for retransmissions and count once; mirror one direction of each port, or capture one interface.",
    };

    private static string Order(TrafficFacts facts) =>
        facts.Moved + facts.Late + facts.Survey.Visibility.AnswersFirst == 0 ? "as it was sent."
        : $"{Count(facts.Moved, "packet")} {(facts.Moved == 1 ? "was" : "were")} put into order within {Time(facts.Settings.Reorder)} (reorder)"
            + (facts.Late > 0 ? $"; {Number(facts.Late)} {(facts.Late == 1 ? "is" : "are")} later than that, by up to {Time(facts.LateBy)}{(facts.LateBy > s_windows[^1] ? ": is it the work of two clocks, or was one set back?" : ".")}" : ".");
}
