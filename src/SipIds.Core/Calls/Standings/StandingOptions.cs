using SipIds.Settings;

namespace SipIds.Calls.Standings;

/// <summary>The section <c>standing</c> of <c>sipcnf.yaml</c>: how much the sensor remembers of what origins have proved.</summary>
public sealed record StandingOptions
{
    /// <summary>Users at an address that there is room for.</summary>
    [Setting(
        """
        Users who proved their password at an address, or registered there without one, at 64 bytes each. Twice your
        subscribers: many have a second device, and a phone that moves is there twice for a while. One evicted is a
        stranger until the next REGISTER.
        """,
        Min = 64, Max = 16_777_216, NeedsRestart = true)]
    public int Users { get; init; } = 131_072;

    /// <summary>Addresses that there is room for.</summary>
    [Setting(
        """
        Addresses (of IPv6, /64s) with what came back from them and the calls they had, at 0.2 KiB each. One for each
        household and office, and room for those that only knock.
        """,
        Min = 64, Max = 4_194_304, NeedsRestart = true)]
    public int Origins { get; init; } = 65_536;

    /// <summary>Challenges that there is room for.</summary>
    [Setting(
        """
        Challenges at 64 bytes each: those of the last five minutes, and one for each user that is in
        use. One evicted proves nothing when it comes back; the next one does.
        """,
        Min = 64, Max = 16_777_216, NeedsRestart = true)]
    public int Challenges { get; init; } = 131_072;

    /// <summary>How long a proof of a user's password holds.</summary>
    [Setting(
        """
        How long a user who proved the password at an address is taken for that user there. Phones register again within
        an hour or two. A longer time helps only whoever gets the address next.
        """,
        Min = "1m", Max = "7d", NeedsRestart = true)]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(2);
}
