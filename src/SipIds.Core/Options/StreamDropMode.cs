using SipIds.Settings;

namespace SipIds.Options;

/// <summary>What <c>on_drop_stream</c> says.</summary>
public enum StreamDropMode : byte
{
    /// <summary>A connection that carries one user's messages is reset; on one that carries those of several the message is replaced.</summary>
    [Setting(
        """
        both ends are reset; where one end is in proxy_ip or peers, or requests of several users passed, the message is
        replaced by one of equal length that nobody acts on, so that nobody else's calls end with it
        """)]
    Auto,

    /// <summary>The connection is reset.</summary>
    [Setting("both ends are reset, whoever else uses the connection")]
    Reset,

    /// <summary>Nothing more of the connection passes, and neither end is told.</summary>
    [Setting(
        """
        nothing more of the connection passes, and neither end is told: it stands still until its ends give up, which
        keeps an attacker busy and the sensor unseen
        """)]
    Hold,
}
