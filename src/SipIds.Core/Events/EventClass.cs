namespace SipIds.Events;

/// <summary>What kind of attack an event is, as Suricata's and Snort's classification list has it: by this a SOC routes alerts.</summary>
/// <param name="Name">The short name in <c>classification.config</c>: <c>attempted-recon</c>.</param>
/// <param name="Text">The description beside it, which Suricata writes as <c>alert.category</c>.</param>
public sealed record EventClass(string Name, string Text)
{
    /// <summary>Somebody looks for users, servers or what they run.</summary>
    public static EventClass AttemptedRecon { get; } = new("attempted-recon", "Attempted Information Leak");

    /// <summary>Somebody looks for hosts and services, with a tool made for it.</summary>
    public static EventClass NetworkScan { get; } = new("network-scan", "Detection of a Network Scan");

    /// <summary>Somebody tries to become a user.</summary>
    public static EventClass AttemptedUser { get; } = new("attempted-user", "Attempted User Privilege Gain");

    /// <summary>Somebody tries to take a service or a call away from others.</summary>
    public static EventClass AttemptedDos { get; } = new("attempted-dos", "Attempted Denial of Service");

    /// <summary>An application behind the server is attacked through it.</summary>
    public static EventClass WebApplicationAttack { get; } = new("web-application-attack", "Web Application Attack");

    /// <summary>An attack of no other kind.</summary>
    public static EventClass MiscAttack { get; } = new("misc-attack", "Misc Attack");

    /// <summary>What honest senders do not do as a rule.</summary>
    public static EventClass BadUnknown { get; } = new("bad-unknown", "Potentially Bad Traffic");

    /// <summary>What breaks the protocol.</summary>
    public static EventClass ProtocolCommandDecode { get; } = new("protocol-command-decode", "Generic Protocol Command Decode");

    /// <summary>What a house's rules forbid.</summary>
    public static EventClass PolicyViolation { get; } = new("policy-violation", "Potential Corporate Privacy Violation");

    /// <summary>Everything else.</summary>
    public static EventClass MiscActivity { get; } = new("misc-activity", "Misc activity");
}
