using SipIds.Packets;

namespace SipIds.Host.Reading.Report;

/// <summary>A call to a premium number that was answered.</summary>
/// <param name="number">What was dialled.</param>
/// <param name="prefix">Which of <c>toll.prefixes</c> it begins with.</param>
/// <param name="answered">When it was answered.</param>
internal sealed class PremiumCall(string number, string prefix, Timestamp answered)
{
    public string Number => number;

    public string Prefix => prefix;

    /// <summary>When it ended; default if it never did.</summary>
    public Timestamp Ended { get; set; }

    /// <summary>How long it was up; zero while it is.</summary>
    public TimeSpan Length => Ended == default ? TimeSpan.Zero : Ended - answered;
}
