using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Origin;

/// <summary>The section <c>origin</c> of <c>sipcnf.yaml</c>.</summary>
public sealed record OriginOptions : PreprocessorOptions
{
    /// <summary>How soon after its INVITE a CANCEL is suspicious.</summary>
    [Setting(
        """
        A CANCEL sooner than this after its INVITE raises origin-cancel-fast; 0s never. People need a second to give up,
        and a client has to wait for a provisional response (RFC 3261 §9.1).
        """,
        Min = "0s", Max = "10s", TopLevel = true)]
    public TimeSpan CancelMinDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Registered users that there is room for.</summary>
    [Setting(
        """
        Registered users that there is room for, at 1.1 KiB each: your subscribers. One evicted is not guarded until the
        next REGISTER. The default takes 18 MiB.
        """,
        Min = 64, Max = 4_194_304, NeedsRestart = true)]
    public int Users { get; init; } = 16_384;

    /// <summary>Unanswered REGISTERs and nonces that there is room for.</summary>
    [Setting(
        """
        Unanswered REGISTERs, and nonces that clients go on using, that there is room for, at 0.2 KiB a pair: one each a
        user.
        """,
        Min = 64, Max = 4_194_304, NeedsRestart = true)]
    public int Challenges { get; init; } = 16_384;

    /// <summary>Call transfers that there is room for.</summary>
    [Setting(
        """
        REFERs that there is room for, at 0.2 KiB each: all that are sent within 64 s, the time that a transfer takes at
        most.
        """,
        Min = 64, Max = 1_048_576, NeedsRestart = true)]
    public int Referrals { get; init; } = 4_096;
}
