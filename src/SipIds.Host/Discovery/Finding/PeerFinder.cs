using SipIds.Host.Discovery.Survey;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Who places calls without a password and takes some: trunks, carriers, other PBXs.</summary>
internal static class PeerFinder
{
    public const string Setting = "peers";

    private const int CallsThatShow = 3;
    private const int CallsOfOneWay = 10;

    public static Candidate? Of(SeenHost host) =>
        host.CallsPlaced < (host.CallsTaken > 0 ? CallsThatShow : CallsOfOneWay) || host.Callers.Count < 2 || HostRole.IsForwarder(host) || HostRole.IsClient(host) || HostRole.IsOwnRegistrar(host)
            ? null
            : new(host, Setting, Weigh(host), Sentence(host));

    private static Confidence Weigh(SeenHost host) => host switch
    {
        { CallsTaken: >= 5, CallsPlaced: >= 20, Callers.Count: >= 5 } => Confidence.Strong,
        { CallsTaken: >= 1 } => Confidence.Fair,
        _ => Confidence.Weak,
    };

    private static string Sentence(SeenHost host) =>
        $"placed {Count(host.CallsPlaced, "call")} without a password that {(host.CallsPlaced == 1 ? "was" : "were")} answered, of {Count(host.Callers, "user")} to {Count(host.Called, "user")}, and answered "
        + (host.CallsTaken > 0
            ? $"{Count(host.CallsTaken, "call")} to {Count(host.TakenFor, "user")}; it registers nowhere and was never asked for a password."
            : "none. So does a trunk that only delivers, and so does somebody who found your PBX open: write it if you know the address.");
}
