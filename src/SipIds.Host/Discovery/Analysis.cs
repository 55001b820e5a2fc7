using SipIds.Host.Discovery.Finding;
using SipIds.Host.Discovery.Survey;
using SipIds.Packets;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery;

/// <summary>From what was measured to proposals. What trusts an address is not proposed where alerts of severity 1 accuse that address, and what exempts it from everything not where any does.</summary>
internal static class Analysis
{
    private const int MostWeak = 5;
    private const int MostLeftOut = 10;

    public static Discoveries Of(TrafficFacts facts)
    {
        var hosts = facts.Survey.Hosts.All;
        var trusting = Candidates(hosts, facts).ToList();
        var proposals = new List<Proposal>();
        foreach (var setting in trusting.Where(candidate => IsClean(candidate, facts)).GroupBy(candidate => candidate.Setting, StringComparer.Ordinal))
        {
            var of = setting.Select(candidate => ProposalOf(candidate, facts)).OrderBy(proposal => proposal.Confidence).ToList();
            proposals.AddRange(of.Where(proposal => proposal.Confidence is not Confidence.Weak));
            proposals.AddRange(of.Where(proposal => proposal.Confidence is Confidence.Weak).Take(MostWeak));
        }

        proposals.AddRange(Sides(facts, hosts));
        proposals.AddRange(PortFinder.Of(hosts));
        proposals.AddRange(new[] { SourceFinder.Window(facts) }.OfType<Proposal>());
        return new()
        {
            Seen = $"{Count(facts.Frames, "packet")} with {Count(facts.Survey.Messages, "message")} of SIP in {Time(facts.Observed)}, between {Count(hosts.Count, "address")}"
                + (facts.Survey.Hosts.Evictions > 0 ? $", and {Number(facts.Survey.Hosts.Evictions)} more for which there was no room." : "."),
            Proposals = proposals,
            LeftOut = [.. LeftOut(trusting, facts), .. Strangers(hosts, trusting, facts)],
            Network = [.. NetworkFinder.Of(hosts)],
            Source = [.. SourceFinder.Of(facts, hosts)],
            Missing = [.. MissingFinder.Of(facts, proposals)],
        };
    }

    private static IEnumerable<Candidate> Candidates(IReadOnlyList<SeenHost> hosts, TrafficFacts facts)
    {
        var proxies = hosts.Select(ProxyFinder.Of).OfType<Candidate>().ToList();
        var peers = hosts.Select(PeerFinder.Of).OfType<Candidate>().ToList();
        var asserting = facts.HasSetting(AssertionFinder.Setting) ? AssertionFinder.Of(hosts, [.. proxies, .. peers]) : [];
        return [.. proxies, .. peers, .. hosts.Select(MonitorFinder.Of).OfType<Candidate>(), .. asserting];
    }

    private static bool IsClean(Candidate candidate, TrafficFacts facts) => !Against(candidate).Any() || IsPresent(candidate, facts);

    private static IEnumerable<KeyValuePair<string, long>> Against(Candidate candidate) =>
        candidate.Setting == MonitorFinder.Setting ? candidate.Host.Accusations.Concat(candidate.Host.Faults) : candidate.Host.Accusations;

    private static Proposal ProposalOf(Candidate candidate, TrafficFacts facts) =>
        new(candidate.Setting, $"{candidate.Host.Address}", IsPresent(candidate, facts) ? Confidence.Present : candidate.Confidence, candidate.Evidence);

    private static bool IsPresent(Candidate candidate, TrafficFacts facts) => SetNow(candidate.Setting, facts)?.Contains(candidate.Host.Address) ?? false;

    private static NetPrefixSet? SetNow(string setting, TrafficFacts facts) => setting switch
    {
        ProxyFinder.Setting => facts.Settings.ProxyIp,
        PeerFinder.Setting => facts.Settings.Peers,
        MonitorFinder.Setting => facts.Settings.Trusted,
        AssertionFinder.Setting => facts.Settings.AssertedFrom,
        _ => null,
    };

    // Names of files are none of interfaces: they are shown, and whoever knows the interfaces writes them.
    private static IEnumerable<Proposal> Sides(TrafficFacts facts, IReadOnlyList<SeenHost> hosts) => SideFinder.Of(hosts, facts.Doors)
        .Select(side => facts.AreDoorsInterfaces ? side : side with { Confidence = Confidence.Weak, Evidence = $"{side.Evidence} Write the name of the interface of ips in its place." });

    private static IEnumerable<Remark> LeftOut(List<Candidate> candidates, TrafficFacts facts)
    {
        var accused = candidates.Where(candidate => !IsClean(candidate, facts)).GroupBy(candidate => candidate.Host).ToList();
        foreach (var host in accused.Take(MostLeftOut))
        {
            var against = Against(host.First()).ToList();
            yield return new($"{host.Key.Address}", $"would be proposed for {List(host.Select(candidate => candidate.Setting))}, but {List(against.Select(alert => $"{alert.Key} ({Number(alert.Value)})"))} "
                + $"{(against.Count == 1 ? "accuses" : "accuse")} it. It {FirstSentence(host.First().Evidence)} If it is yours all the same, write it yourself: sipids events {against[0].Key} says what that means.");
        }

        if (accused.Count > MostLeftOut)
        {
            yield return new("others", $"{Count(accused.Count - MostLeftOut, "more address")} for such a reason.");
        }
    }

    private static string FirstSentence(string text) => text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..(end + 1)] : text;

    private static IEnumerable<Remark> Strangers(IReadOnlyList<SeenHost> hosts, List<Candidate> known, TrafficFacts facts) => facts.HasSetting(AssertionFinder.Setting)
        ? hosts.Where(host => host.Asserted > 0 && !known.Exists(candidate => candidate.Host == host && candidate.Setting == AssertionFinder.Setting)).Take(MostLeftOut).Select(AssertionFinder.Stranger)
        : [];
}
