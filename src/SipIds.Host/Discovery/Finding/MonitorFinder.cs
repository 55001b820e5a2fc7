using SipIds.Calls;
using SipIds.Host.Discovery.Survey;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Who does nothing but ask with OPTIONS, always after the same time. What is trusted is not judged at all, so that only what is private or next to what it asks is written.</summary>
internal static class MonitorFinder
{
    public const string Setting = "trusted";

    private const int FewestPings = 30;
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(10);

    public static Candidate? Of(SeenHost host) => IsMonitor(host) ? new(host, Setting, Weigh(host), Sentence(host)) : null;

    private static bool IsMonitor(SeenHost host) =>
        host.Options > 0 && host.Options == host.Requests && host is { SentOn: 0, OptionsTaken: 0, CallsTaken: 0, AskedInDialogs: 0, IsRegistrar: false }
        && host.Pings.IsRegular && host.OptionsAccepted >= host.Options * 9 / 10;

    private static Confidence Weigh(SeenHost host) =>
        host.Options >= FewestPings && host.Pings.Lasted >= s_shortest && IsInside(host) ? Confidence.Fair : Confidence.Weak;

    private static bool IsInside(SeenHost host) => Neighbourhood.IsPrivate(host.Address) || host.Pings.Asked.All(asked => Neighbourhood.IsNear(host.Address, asked));

    private static string Sentence(SeenHost host) =>
        $"sent {Number(host.Options)} OPTIONS to {Count(host.Pings.Targets, "host")}, one every {Time(host.Pings.Interval)} for {Time(host.Pings.Lasted)}, "
        + $"{Number(host.OptionsAccepted)} accepted, and nothing else: a monitor."
        + (IsInside(host) ? "" : " It is in no network of yours that was seen: nothing from a trusted address is judged, so write it only if you know it.");
}
