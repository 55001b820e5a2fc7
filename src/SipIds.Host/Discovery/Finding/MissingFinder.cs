namespace SipIds.Host.Discovery.Finding;

/// <summary>Says of settings for which nothing speaks what was looked for.</summary>
internal static class MissingFinder
{
    private static readonly (string Setting, string Text)[] s_unseen =
    [
        (ProxyFinder.Setting, "nobody sent a request on with a Via more. A PBX that begins a call of its own for each that it gets (a B2BUA) is no proxy."),
        (PeerFinder.Setting, "no address placed calls of several users without a password and had them answered. A quiet trunk is not seen: write it."),
        (MonitorFinder.Setting, "nobody asks with OPTIONS, always after the same time, and does nothing else."),
        (AssertionFinder.Setting, "no proxy or trunk wrote P-Asserted-Identity or Remote-Party-ID."),
        (PortFinder.Setting, "no server accepted SIP at another port."),
    ];

    public static IEnumerable<Remark> Of(TrafficFacts facts, IReadOnlyList<Proposal> proposals)
    {
        foreach (var (setting, text) in s_unseen)
        {
            if (facts.HasSetting(setting) && !proposals.Any(proposal => proposal.Setting == setting))
            {
                yield return new(setting, text);
            }
        }

        if (!proposals.Any(proposal => proposal.Setting == SideFinder.Setting))
        {
            yield return new(SideFinder.Setting, facts.Doors.Count < 2
                ? "all packets came by one interface, or the capture does not tell interfaces apart. Two captures of the same time, pcapng of two interfaces, or -i eth1 -i eth2 do."
                : "what was heard came by one interface only, or each network by several.");
        }
    }
}
