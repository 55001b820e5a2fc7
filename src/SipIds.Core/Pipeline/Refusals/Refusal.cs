using SipIds.Events;

namespace SipIds.Pipeline.Refusals;

/// <summary>What a sender is told whose request is dropped by an event whose action is <see cref="EventAction.Reject"/>.</summary>
/// <param name="Status">The status code.</param>
/// <param name="RetryAfter">After how many seconds he may try again; 0 for never.</param>
internal readonly record struct Refusal(int Status, int RetryAfter)
{
    private const int TooMany = 503;
    private const int Forbidden = 403;
    private const int Thresholds = 4;
    private const int SidsOfFamily = 1000;

    /// <summary>The first line of the response, and who says so.</summary>
    public ReadOnlySpan<byte> StatusLine => Status switch
    {
        TooMany => "SIP/2.0 503 Service Unavailable\r\n"u8,
        _ => "SIP/2.0 403 Forbidden\r\n"u8,
    };

    /// <summary>Too many are too many for now (RFC 3261 §21.5.4); anything else will be no better the next time (§21.4.4).</summary>
    /// <param name="decisive">The event that decides.</param>
    /// <param name="period">Over how long a time thresholds count.</param>
    public static Refusal Of(EventDescriptor decisive, TimeSpan period) =>
        Of(decisive.Gid == Gid.Sip && decisive.Sid / SidsOfFamily == Thresholds ? TooMany : Forbidden, period);

    /// <summary>The refusal with a status code that was sent before.</summary>
    public static Refusal Of(int status, TimeSpan period) => new(status, status == TooMany ? (int)Math.Ceiling(period.TotalSeconds) : 0);
}
