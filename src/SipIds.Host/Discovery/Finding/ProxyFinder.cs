using SipIds.Host.Discovery.Survey;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Who is a proxy: what came to it went on with a Via more, in both directions, and the answers came back through it.</summary>
internal static class ProxyFinder
{
    public const string Setting = "proxy_ip";

    public static Candidate? Of(SeenHost host) => host.SentOn > 0
        ? new(host, Setting, Weigh(host), Sentence(host))
        : host is { Carried: > 1, Rank: > 0 } && host.Carried == host.Requests ? new(host, Setting, Confidence.Weak, Unseen(host)) : null;

    private static Confidence Weigh(SeenHost host) => host switch
    {
        _ when host.SentOn < host.Requests / 10 || !host.Before.Meets(host.Behind) => Confidence.Weak,
        { SentOn: >= 20, RelayedCalls: >= 5, RelayedUsers.Count: >= 3 } => Confidence.Strong,
        { SentOn: >= 5, RelayedCalls: >= 2, RelayedUsers.Count: >= 2 } => Confidence.Fair,
        _ => Confidence.Weak,
    };

    private static string Sentence(SeenHost host) =>
        $"sent {Number(host.SentOn)} of its {Count(host.SentOn + host.Requests, "request")} on with a Via more, for {Count(host.RelayedUsers, "user")}, "
        + $"from {Count(host.Before, "host")} to {Count(host.Behind, "host")}"
        + (host.RelayedCalls > 0 ? $"; {Count(host.RelayedCalls, "answered call")} came back through it" : "")
        + (host.Recorded > 0 ? $"; its Record-Route is in {Number(host.Recorded)}" : "") + $".{Doubt(host)}";

    private static string Doubt(SeenHost host) => host switch
    {
        { TakenElsewhere: > 0 } => $" {Number(host.TakenElsewhere)} of them had come to another address, as to a proxy that has two.",
        { RelayedCalls: 0 } => " No answered call went through it, so that it is nobody's word yet.",
        _ when !host.Before.Meets(host.Behind) => " All of them went one way; a proxy between phones and a PBX sends on in both.",
        { RelayedUsers.Count: 1 } or { RelayedCalls: 1 } => " One user, or one call, is too little to go by.",
        _ => "",
    };

    private static string Unseen(SeenHost host) =>
        $"sent {Count(host.Requests, "request")}, all with Vias of others below its own, but how they came to it was not seen: a proxy whose other side is not captured, or somebody who writes Vias.";
}
