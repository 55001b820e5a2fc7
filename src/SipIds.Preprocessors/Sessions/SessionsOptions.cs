using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Settings of the preprocessor <c>sessions</c>.</summary>
public sealed record SessionsOptions : PreprocessorOptions
{
    /// <summary>Live calls that one proxy may carry, or all together where <c>proxy_ip</c> names none.</summary>
    [Setting(
        """
        Live calls that one of proxy_ip may carry, or all together where it names none (session-limit). A third of the
        call table: a sensor that sees more calls needs a larger table, too.
        """,
        Min = 1, Max = 8_388_608, TopLevel = true, Group = SettingGroup.Counting)]
    public int Limit { get; init; } = 20_000;

    /// <summary>Branches that one request may take.</summary>
    [Setting(
        """
        Branches that one request may take on all hops that the sensor sees before it is a loop (session-loop). RFC 5393
        lets one proxy make 60; a request that comes back to a proxy may take 25.
        """,
        Min = 2, Max = 250)]
    public int MaxForks { get; init; } = 60;

    /// <summary>Subscriptions that there is room for.</summary>
    [Setting(
        "Subscriptions that there is room for. One forgotten makes its NOTIFYs look unasked for.",
        Min = 64, Max = 8_388_608, NeedsRestart = true)]
    public int Subscriptions { get; init; } = 32_768;

    /// <summary>Pairs of a server and a client that it authenticates that there is room for.</summary>
    [Setting(
        """
        Pairs of a client and the server that authenticates it that there is room for. Only such a server may challenge
        a request inside a call (session-digest-leak).
        """,
        Min = 64, Max = 8_388_608, NeedsRestart = true)]
    public int Authenticators { get; init; } = 16_384;
}
