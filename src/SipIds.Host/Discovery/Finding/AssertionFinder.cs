using SipIds.Host.Discovery.Survey;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Who writes P-Asserted-Identity or Remote-Party-ID. Only what is a proxy, a peer or a registrar by other evidence is believed; and where others write it too, naming some would accuse those.</summary>
internal static class AssertionFinder
{
    public const string Setting = "asserted_from";

    private const int UsersOfRegistrar = 2;

    /// <summary>Who may assert, of those that do.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="known">The proxies and peers.</param>
    public static IReadOnlyList<Candidate> Of(IReadOnlyList<SeenHost> hosts, IReadOnlyList<Candidate> known)
    {
        var trusting = known.Where(candidate => candidate.Host.Asserted > 0).Select(candidate =>
            new Candidate(candidate.Host, Setting, candidate.Confidence, $"{Sentence(candidate.Host)}; it is {(candidate.Setting == ProxyFinder.Setting ? "a proxy" : "a peer")}, see {candidate.Setting}.")).ToList();
        var registrars = hosts
            .Where(host => host.Asserted > 0 && HostRole.IsOwnRegistrar(host) && host.Registered.Count >= UsersOfRegistrar && !trusting.Exists(candidate => candidate.Host == host))
            .Select(host => new Candidate(host, Setting, Confidence.Fair, $"{Sentence(host)}; {Count(host.Registered, "user")} registered with it."));
        List<Candidate> all = [.. trusting, .. registrars];
        var others = hosts.Count(host => host is { Asserted: > 0, Rank: > 0, Accusations.Count: 0 } && !all.Exists(candidate => candidate.Host == host));
        return others == 0 ? all
            : [.. all.Select(candidate => candidate with { Confidence = Confidence.Weak, Evidence = $"{candidate.Evidence} {Count(others, "other host")} wrote it too (below), which mandatory-asserted would report." })];
    }

    /// <summary>What is said of one that is none of these.</summary>
    public static Remark Stranger(SeenHost host) => new($"{host.Address}", $"{Sentence(host)}, and nothing shows that it is a proxy, a trunk or a registrar. Whom it names, anybody can name.");

    private static string Sentence(SeenHost host) => $"wrote P-Asserted-Identity or Remote-Party-ID into {Count(host.Asserted, "request")}";
}
