using SipIds.Host.Discovery.Survey;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Who writes P-Asserted-Identity or Remote-Party-ID. Only what is a proxy or a peer by other evidence is believed.</summary>
internal static class AssertionFinder
{
    public const string Setting = "asserted_from";

    public static Candidate Of(Candidate known) => new(known.Host, Setting, known.Confidence, Sentence(known.Host) + $"; it is {(known.Setting == ProxyFinder.Setting ? "a proxy" : "a peer")} by what is said there.");

    /// <summary>What is said of one that is neither.</summary>
    public static Remark Stranger(SeenHost host) => new($"{host.Address}", $"{Sentence(host)}, and nothing shows that it is a proxy or a trunk. Whom it names, anybody can name.");

    private static string Sentence(SeenHost host) => $"wrote P-Asserted-Identity or Remote-Party-ID into {Count(host.Asserted, "request")}";
}
