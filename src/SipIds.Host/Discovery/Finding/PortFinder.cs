using System.Globalization;
using SipIds.Host.Discovery.Survey;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Ports beyond those of the settings at which a server accepts requests of several clients.</summary>
internal static class PortFinder
{
    public const string Setting = "ports";

    private const int AcceptedThatShow = 3;

    public static IEnumerable<Proposal> Of(IReadOnlyList<SeenHost> hosts) =>
        from host in hosts
        where host.Users.Count == 0 && host.Accusations.Count == 0
        from port in host.Ports
        where port.Value.Accepted > 0 && IsServer(host, port.Value)
        group (host, port.Value) by port.Key into shared
        orderby shared.Key
        select new Proposal(Setting, shared.Key.ToString(CultureInfo.InvariantCulture), Weigh(shared), Sentence(shared));

    // A phone behind NAT is asked at a port of its own, by its server alone.
    private static bool IsServer(SeenHost host, ServedPort port) => port.Clients.Count > 1 || host.IsRegistrar || host.SentOn > 0;

    private static Confidence Weigh(IEnumerable<(SeenHost Host, ServedPort Port)> shared) =>
        shared.Any(served => served.Port is { Accepted: >= AcceptedThatShow, Clients.Count: > 1 }) ? Confidence.Fair : Confidence.Weak;

    private static string Sentence(IEnumerable<(SeenHost Host, ServedPort Port)> shared)
    {
        var busiest = shared.MaxBy(served => served.Port.Accepted);
        var others = shared.Count() - 1;
        return $"{busiest.Host.Address} got {Count(busiest.Port.Requests, "request")} of SIP there and accepted {Number(busiest.Port.Accepted)} of {Count(busiest.Port.Clients, "host")}"
            + (others > 0 ? $"; so did {Count(others, "other host")}." : ".");
    }
}
