using SipIds.Settings;

namespace SipIds.Calls.Standings;

/// <summary>The section <c>standing</c> of <c>sipcnf.yaml</c>: how much the sensor remembers of what origins have proved.</summary>
public sealed record StandingOptions
{
    /// <summary>Users at an address that there is room for.</summary>
    [Setting("Users who proved their password at an address that there is room for, at 64 bytes each: set it to twice your subscribers.", Min = 64, Max = 16_777_216, NeedsRestart = true)]
    public int Users { get; init; } = 131_072;

    /// <summary>Addresses that there is room for.</summary>
    [Setting("Addresses that there is room for, with what came back from them and the calls they had, at 0.2 KiB each.", Min = 64, Max = 4_194_304, NeedsRestart = true)]
    public int Origins { get; init; } = 65_536;

    /// <summary>Challenges that there is room for.</summary>
    [Setting("Challenges, answered or not, that there is room for, at 64 bytes each: one each a user, and those of the last five minutes.", Min = 64, Max = 16_777_216, NeedsRestart = true)]
    public int Challenges { get; init; } = 131_072;

    /// <summary>How long a proof of a user's password holds.</summary>
    [Setting("How long a user who proved the password at an address is taken for that user there. A registration is refreshed within an hour or two.", Min = "1m", Max = "7d", NeedsRestart = true)]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(2);
}
