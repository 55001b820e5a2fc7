using SipIds.Settings;

namespace SipIds.Outputs.Syslog;

/// <summary>The log server that alerts are sent to.</summary>
public sealed record SyslogOptions : OutputOptions
{
    /// <summary>Where it is.</summary>
    [Setting(
        """
        Where alerts are sent: udp:HOST:PORT, tcp:HOST:PORT (octet counting, RFC 6587) or unix:/dev/log; null for
        nowhere.
        """,
        NeedsRestart = true)]
    public string? Target { get; init; }

    /// <summary>How messages look.</summary>
    [Setting("How messages look.", NeedsRestart = true)]
    public SyslogFormat Format { get; init; } = SyslogFormat.Rfc5424;

    /// <summary>The facility.</summary>
    [Setting(
        "The facility by its number (RFC 5424 §6.2.1): 3 daemon, 4 auth, 10 authpriv, 16 to 23 local0 to local7.",
        Min = 0, Max = 23, NeedsRestart = true)]
    public int Facility { get; init; } = 3;

    /// <inheritdoc/>
    public override IEnumerable<SettingFault> Validate()
    {
        if (Target is { } target && !SyslogTarget.TryParse(target, out _))
        {
            yield return new("target", $"'{target}' is neither udp:HOST:PORT nor tcp:HOST:PORT nor unix:/PATH");
        }
    }
}

/// <summary>How syslog messages look.</summary>
public enum SyslogFormat : byte
{
    /// <summary>The standard of 2009.</summary>
    [Setting("the standard of 2009")]
    Rfc5424,

    /// <summary>What was usual before.</summary>
    [Setting("for receivers that know nothing newer, as journald at /dev/log")]
    Rfc3164,
}
