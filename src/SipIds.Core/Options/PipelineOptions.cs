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
    [Setting("UDP and TCP ports on which every payload is taken for SIP. SIP on other ports is recognised by its start line.", Min = 1, Max = 65535, NeedsRestart = true)]
    public IReadOnlyList<int> Ports { get; init; } = [5060, 5061];

    /// <summary>Whether packets are dropped.</summary>
    [Setting("Whether packets of events whose action is drop, reject or block are dropped: false, true, or shadow (decide, write would_drop, let pass).")]
    [PolicyOnly]
    public DropMode ActionDrop { get; init; } = DropMode.False;

    /// <summary>Per-event overrides of the action.</summary>
    [Setting("Action by event name: off, alert, drop, block (drop; a list of blocked senders is still to come), or reject (drop, and answer 403, or 503 where it is one too many, to a sender whose address is proved).")]
    [PolicyOnly]
    public IReadOnlyDictionary<string, EventAction> Events { get; init; } = new Dictionary<string, EventAction>(StringComparer.Ordinal);

    /// <summary>False alarms that are declared.</summary>
    [Setting("False alarms: events that about these sources, or at these targets, are neither alerts nor a reason to drop. A list of {event, source, target}, where source or target is an address, a network or a list of them.")]
    [PolicyOnly]
    public IReadOnlyList<SuppressOptions> Suppress { get; init; } = [];

    /// <summary>Networks that are never dropped or alerted on.</summary>
    [Setting("Networks and addresses that are never dropped or alerted on: your own monitors and test generators. Trunks belong into `peers`.")]
    public NetPrefixSet Trusted { get; init; } = NetPrefixSet.Empty;

    /// <summary>Proxies behind which the origin of a request is what they wrote into Via.</summary>
    [Setting("Your SIP proxies. A request that comes from one of them has its origin in the Via below the proxy's own, not in its source address.")]
    public NetPrefixSet ProxyIp { get; init; } = NetPrefixSet.Empty;

    /// <summary>Addresses that may place calls without a password.</summary>
    [Setting("Addresses and networks that may place calls without a password: trunks, carriers, other PBXs. They are inspected like everybody, and not cut for what anybody could have forged in their name.")]
    public NetPrefixSet Peers { get; init; } = NetPrefixSet.Empty;

    /// <summary>Which networks are behind which interface of an inline sensor.</summary>
    [Setting("Which networks are behind which interface of ips, by its name: what comes from one of them by another interface is forged. What is not named is learnt of proxies, peers, registrars and trusted addresses.")]
    [PolicyOnly]
    public IReadOnlyDictionary<string, NetPrefixSet> Sides { get; init; } = new Dictionary<string, NetPrefixSet>(StringComparer.Ordinal);

    /// <summary>The numbers of interfaces by their names, as <see cref="CapturedFrame.Ingress"/> has them. Whoever opens the sources sets it; without it <see cref="Sides"/> has no effect.</summary>
    [PolicyOnly]
    public IReadOnlyDictionary<string, int> Doors { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Addresses that may assert identities.</summary>
    [Setting("Your proxies, PBXs and trunks that may assert identities (P-Asserted-Identity, Remote-Party-ID, charging headers). Where it is set, such a header from any other address is reported; what comes from `proxy_ip` is asserted by that proxy.")]
    public NetPrefixSet AssertedFrom { get; init; } = NetPrefixSet.Empty;

    /// <summary>What becomes of a TCP connection on which a message is dropped.</summary>
    [Setting("What becomes of a TCP connection on which a message is dropped: auto (reset it; where it carries several users' messages, replace the message), reset, or hold (let nothing more pass and tell neither end).")]
    [PolicyOnly]
    public StreamDropMode OnDropStream { get; init; } = StreamDropMode.Auto;

    /// <summary>Numbers and URNs whose calls are never dropped.</summary>
    [Setting("User parts and URNs of emergency services: an INVITE whose Request-URI is one of these, and its dialog, is never dropped.")]
    [PolicyOnly]
    public IReadOnlyList<string> Emergency { get; init; } = ["urn:service:sos", "112", "911", "999"];

    /// <summary>Over how long a time counts are taken.</summary>
    [Setting("Over how long a time every threshold counts. The window slides in steps of a twelfth of it.", Min = "1s", Max = "1d")]
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after the first packet calls are adopted as they are found.</summary>
    [Setting("How long after the first packet a call that is first seen in its middle is adopted, not accused. Without a value 0s for captures, which are taken to be whole, and 2h for ids and ips.",
        Min = "0s", Max = "7d", NeedsRestart = true)]
    public TimeSpan? MidstreamGrace { get; init; }

    /// <summary>How long after the first packet nobody is cut for the share of others.</summary>
    [Setting("How long after the first packet nobody is a stranger yet, so that only a share that exceeds a limit by itself is cut. Without a value 0s for captures, and for ids and ips 2h, or 0s where `state` has kept who was known.",
        Min = "0s", Max = "7d", NeedsRestart = true)]
    public TimeSpan? StandingGrace { get; init; }

    /// <summary>Emergency calls of one origin for which nothing is dropped.</summary>
    [Setting("Emergency calls of one origin in a minute that are exempt from every drop; more are exempt only where their sender is no forged address. The rate itself drops nothing.", Min = 1, Max = 1_000_000)]
    [PolicyOnly]
    public int EmergencyRate { get; init; } = 10;

    /// <summary>Within how long a time the frames of a capture are put into order.</summary>
    [Setting("Within how long a time read and tune put the packets of a capture file into order of time; 0s not at all. What is out of order by more stays as it is. Live runs and pipes take packets as they come.",
        Min = "0s", Max = "10s", NeedsRestart = true)]
    public TimeSpan Reorder { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How large messages may be.</summary>
    [Setting("How large a message and its parts may be.")]
    public LimitsOptions Limits { get; init; } = new();

    /// <summary>What the decoder may hold.</summary>
    [Setting("What the packet decoder follows and holds.", NeedsRestart = true)]
    public DecoderOptions Decoder { get; init; } = new();

    /// <summary>What is remembered of the origins of messages.</summary>
    [Setting("How much is remembered of what origins have proved, which decides whom a drop may hit.", NeedsRestart = true)]
    public StandingOptions Standing { get; init; } = new();

    /// <summary>What the call table may hold.</summary>
    [Setting("What the call table holds, and for how long.", NeedsRestart = true)]
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
    }

    /// <summary>Whether preprocessors can go on under other settings, because only the policy reads what differs.</summary>
    internal bool IsSameToPreprocessors(PipelineOptions other) =>
        s_readByPreprocessors.All(property => Equals(property.GetValue(this), property.GetValue(other)));
}
