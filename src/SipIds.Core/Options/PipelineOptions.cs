using System.Reflection;
using SipIds.Calls;
using SipIds.Calls.Standings;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Settings;
using SipIds.Sip;

namespace SipIds.Options;

/// <summary>The settings at the top level of <c>sipcnf.yaml</c> that belong to no single preprocessor.</summary>
public sealed record PipelineOptions : IValidatedOptions
{
    private static readonly IReadOnlyList<PropertyInfo> s_readByPreprocessors =
        [.. typeof(PipelineOptions).GetProperties().Where(property => !property.IsDefined(typeof(PolicyOnlyAttribute)))];

    /// <summary>The ports on which everything is taken for SIP.</summary>
    [Setting(
        """
        UDP and TCP ports on which every payload is taken for SIP. SIP on other ports is found by its start line, but
        what is not SIP at all is only reported on these (syntax-not-sip).
        """,
        Min = 1, Max = 65535, NeedsRestart = true, Group = SettingGroup.Network)]
    public IReadOnlyList<int> Ports { get; init; } = [5060, 5061];

    /// <summary>Proxies behind which the origin of a request is what they wrote into Via.</summary>
    [Setting(
        """
        Your SIP proxies. Where a request really came from is what they wrote into the Via below their own (received,
        rport), not the packet's source address; Vias further down are the sender's claim, unless a proxy of yours wrote
        them. Without it all callers behind a proxy are one.
        """,
        Group = SettingGroup.Network, Example = "[192.0.2.10, 2001:db8::/64]")]
    public NetPrefixSet ProxyIp { get; init; } = NetPrefixSet.Empty;

    /// <summary>Which networks are behind which interface of an inline sensor.</summary>
    [Setting(
        """
        Which networks are behind which interface of ips, as in { eth1: [192.0.2.0/24] }: what comes in their name by
        another interface is forged (sender-wrong-side). Proxies, peers, registrars and trusted addresses are learnt
        without it, by their first answer; it says so before that, and of whomever else. Names of interfaces are those
        of the bridge or of the queue's input devices.
        """,
        Group = SettingGroup.Network)]
    [PolicyOnly]
    public IReadOnlyDictionary<string, NetPrefixSet> Sides { get; init; } = new Dictionary<string, NetPrefixSet>(StringComparer.Ordinal);

    /// <summary>The numbers of interfaces by their names, as <see cref="CapturedFrame.Ingress"/> has them. Whoever opens the sources sets it; without it <see cref="Sides"/> has no effect.</summary>
    [PolicyOnly]
    public IReadOnlyDictionary<string, int> Doors { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Addresses that may place calls without a password.</summary>
    [Setting(
        """
        Addresses that may place calls without a password: trunks, carriers, other PBXs. They are judged like everybody,
        but what anybody could have forged in their name is not held against them. A peer is learnt, too, from twenty
        answered calls with five users in a day; a new or quiet trunk has only this line. A TCP connection with one of
        these, or of proxy_ip, at an end carries other people's messages (on_drop_stream). See docs/standing.md.
        """,
        Group = SettingGroup.Network, Example = "[198.51.100.16/28]")]
    public NetPrefixSet Peers { get; init; } = NetPrefixSet.Empty;

    /// <summary>Addresses that may assert identities.</summary>
    [Setting(
        """
        Who may assert identities: your proxies, PBXs and trunks (RFC 3325 §5). Where it is set, a P-Asserted-Identity,
        Remote-Party-ID or charging header from any other address is reported (mandatory-asserted). What comes from
        proxy_ip is asserted by that proxy. Empty, nothing is reported.
        """,
        Group = SettingGroup.Network, Example = "[192.0.2.20, 198.51.100.16/28]")]
    public NetPrefixSet AssertedFrom { get; init; } = NetPrefixSet.Empty;

    /// <summary>Networks that are never dropped or alerted on.</summary>
    [Setting(
        """
        Addresses and networks about which you want to hear nothing: monitors, test generators. What comes from them, or
        has its origin there, is neither reported nor dropped. Keep it short: the source of a UDP packet can be forged.
        Trunks belong into peers.
        """,
        GovernsAll = true, Group = SettingGroup.Network, Example = "[192.0.2.99]")]
    public NetPrefixSet Trusted { get; init; } = NetPrefixSet.Empty;

    /// <summary>False alarms that are declared.</summary>
    [Setting(
        """
        False alarms: one event about some senders (source: whom it accuses) or some targets, or both. Such an event is
        neither an alert nor a reason to drop the packet; what else the packet does is judged as ever, and it is counted
        as ever. That differs from Snort's suppress, which silences and drops all the same. Reads alert.source and
        alert.target of the EVE log; names of plugins' events are allowed. The source of a UDP packet can be forged, so
        keep it narrow.
        """,
        GovernsAll = true, Group = SettingGroup.Network, Example =
        """
        suppress:
          - { event: extension-scan, source: 192.0.2.50 }                        # our dialler
          - { event: mandatory-max-forwards, source: 10.8.0.0/16, target: 192.0.2.10 }
        """)]
    [PolicyOnly]
    public IReadOnlyList<SuppressOptions> Suppress { get; init; } = [];

    /// <summary>Numbers and URNs whose calls are never dropped.</summary>
    [Setting(
        """
        Emergency services, by the user part or the URN of an INVITE's Request-URI; From and To are claims and exempt
        nobody. Such a call is reported as any other, and neither its INVITE nor what follows in it is ever dropped.
        Below a URN all of its subservices are meant (urn:service:sos.fire). Add the numbers of your country: an entry
        matches as it stands here.
        """,
        GovernsAll = true, Group = SettingGroup.Network)]
    [PolicyOnly]
    public IReadOnlyList<string> Emergency { get; init; } = ["urn:service:sos", "112", "911", "999"];

    /// <summary>Emergency calls of one origin for which nothing is dropped.</summary>
    [Setting(
        """
        Emergency calls of one origin in a minute that are exempt in any case. More are exempt only if their sender's
        address is certainly no forged one (TCP, or a nonce or tag that came back), so that no flood passes under an
        emergency number. The rate itself drops nothing.
        """,
        Min = 1, Max = 1_000_000, GovernsAll = true, Group = SettingGroup.Network)]
    [PolicyOnly]
    public int EmergencyRate { get; init; } = 10;

    /// <summary>Whether packets are dropped.</summary>
    [Setting(
        """
        Whether the packets of an event whose action is drop, reject or block are dropped. Run with shadow on your own
        traffic before you choose true.
        """,
        GovernsAll = true, Group = SettingGroup.Actions)]
    [PolicyOnly]
    public DropMode ActionDrop { get; init; } = DropMode.False;

    /// <summary>What becomes of a TCP connection on which a message is dropped.</summary>
    [Setting(
        """
        What becomes of a TCP connection on which a message is dropped, in ips and with --inline. What was dropped stays
        out with each of them, however often and however cut it is sent again.
        """,
        Group = SettingGroup.Actions)]
    [PolicyOnly]
    public StreamDropMode OnDropStream { get; init; } = StreamDropMode.Auto;

    /// <summary>How long a sender stays blocked.</summary>
    [Setting(
        """
        How long a sender stays blocked after the last event whose action is block. An hour outlasts what scanners wait
        before they try again, and gives an address back before long that a provider hands to somebody else. Only senders
        whose address is proved are blocked, and never `trusted`, `proxy_ip`, `peers`, an address where users have
        registered, or an emergency call.
        """,
        Min = "1m", Max = "30d", Group = SettingGroup.Actions)]
    [PolicyOnly]
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Blocked senders that there is room for.</summary>
    [Setting(
        """
        Blocked senders that there is room for, at 64 bytes each: an attack of a large botnet. When it is full, who was
        blocked first is let in again.
        """,
        Min = 64, Max = 4_194_304, NeedsRestart = true, Group = SettingGroup.Actions)]
    public int BlockList { get; init; } = 16_384;

    /// <summary>Per-event overrides of the action.</summary>
    [Setting(
        "The action of single events. `sipids events` and docs/events.md list the names and their default actions.",
        GovernsAll = true, Group = SettingGroup.Actions, Example =
        """
        events:
          mandatory-max-forwards: off       # old phones leave it out
          mandatory-branch-cookie: drop     # no RFC 2543 clients here
        """)]
    [PolicyOnly]
    public IReadOnlyDictionary<string, EventAction> Events { get; init; } = new Dictionary<string, EventAction>(StringComparer.Ordinal);

    /// <summary>Over how long a time counts are taken.</summary>
    [Setting(
        "Over how long a time every threshold counts. The window slides in steps of a twelfth.",
        Min = "1s", Max = "1d", Group = SettingGroup.Counting)]
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after the first packet calls are adopted as they are found.</summary>
    [Setting(
        """
        How long after the first packet a call that is first seen in its middle is adopted and not accused. Without a
        value (null) it is 0s for captures, which are taken to be whole, and 2h for ids and ips: nearly all calls that
        were there before the sensor are over by then.
        """,
        Min = "0s", Max = "7d", NeedsRestart = true, Group = SettingGroup.Counting)]
    public TimeSpan? MidstreamGrace { get; init; }

    /// <summary>How long after the first packet nobody is cut for the share of others.</summary>
    [Setting(
        """
        How long after the first packet nobody is dropped for being a stranger: where a count is over its limit, only an
        address that exceeds the limit by itself is cut. Without a value (null) it is 0s for captures and 2h for ids and
        ips: by then all phones have registered again, and a restart makes no customer a stranger. It is 0s, too, where
        `state` has kept who was known.
        """,
        Min = "0s", Max = "7d", NeedsRestart = true, Group = SettingGroup.Counting)]
    public TimeSpan? StandingGrace { get; init; }

    /// <summary>Within how long a time the frames of a capture are put into order.</summary>
    [Setting(
        """
        Within how long a time the packets of a capture file are put into order; 0s not at all. Cards with several
        queues, and mirror ports that are merged, write answers before their requests, by some milliseconds. The order
        is that of time, and a response waits for its request; what is out of order by more stays as it is, and the
        summary counts it. Live runs and pipes take packets as they come.
        """,
        Min = "0s", Max = "10s", NeedsRestart = true, Group = SettingGroup.Counting)]
    public TimeSpan Reorder { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How large messages may be.</summary>
    [Setting(
        "How large a message and its parts may be. Over these, syntax-limits and mandatory-size fire.",
        Group = SettingGroup.Messages)]
    public LimitsOptions Limits { get; init; } = new();

    /// <summary>What the decoder may hold.</summary>
    [Setting(
        """
        What the packet decoder follows and holds. Every store has a fixed size, so that no traffic can make memory
        grow.
        """,
        NeedsRestart = true, Group = SettingGroup.Memory)]
    public DecoderOptions Decoder { get; init; } = new();

    /// <summary>What is remembered of the origins of messages.</summary>
    [Setting(
        """
        What origins have proved, by which drops tell customers from strangers (docs/standing.md). The tables take
        memory only where there is a call table.
        """,
        NeedsRestart = true, Group = SettingGroup.Memory)]
    public StandingOptions Standing { get; init; } = new();

    /// <summary>What the call table may hold.</summary>
    [Setting(
        """
        What is known of calls and transactions. The table takes memory only where a preprocessor that needs it is
        enabled.
        """,
        NeedsRestart = true, Group = SettingGroup.Memory)]
    public CallTableOptions CallTable { get; init; } = new();

    /// <summary>What of this concerns the call table.</summary>
    internal CallSettings ForCalls => new()
    {
        Proxies = ProxyIp,
        Peers = Peers,
        Trusted = Trusted,
        Sides = [.. Sides.Where(side => Doors.ContainsKey(side.Key)).Select(side => (side.Value, Doors[side.Key]))],
        Emergency = Emergency,
        EmergencyRate = EmergencyRate,
    };

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Validate()
    {
        // It would be every URI without a user part, as of each REGISTER, and nothing would be dropped.
        if (Emergency.Any(entry => entry.Length == 0))
        {
            yield return new("emergency", "an empty entry stands for everybody; remove it");
        }

        if (Trusted.HoldsAll)
        {
            yield return HoldsAll("trusted", "nothing is reported, and nothing is dropped");
        }

        if (Peers.HoldsAll)
        {
            yield return HoldsAll("peers", "whoever forges an address is spared as a trunk");
        }

        if (ProxyIp.HoldsAll)
        {
            yield return HoldsAll("proxy_ip", "what any sender writes into Via is believed");
        }

        if (AssertedFrom.HoldsAll)
        {
            yield return HoldsAll("asserted_from", "mandatory-asserted is never reported");
        }

        if (Emergency.Count == 0)
        {
            yield return SettingFault.Warning("emergency", "is empty: an emergency call may be dropped like any other");
        }

        if (Ports.Count == 0)
        {
            yield return SettingFault.Warning(
                "ports", "is empty: what is not SIP is reported on no port, and with live.capture.filter ports nothing is seen");
        }
    }

    private static SettingFault HoldsAll(string key, string effect) => SettingFault.Warning(key, $"these networks hold every address: {effect}");

    /// <summary>Whether preprocessors can go on under other settings, because only the policy reads what differs.</summary>
    internal bool IsSameToPreprocessors(PipelineOptions other) =>
        s_readByPreprocessors.All(property => Equals(property.GetValue(this), property.GetValue(other)));
}
