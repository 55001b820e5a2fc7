namespace SipIds.Host.Reading.Calls;

/// <summary>What became of a call.</summary>
internal enum CallOutcome
{
    /// <summary>Answered, and over.</summary>
    Answered,

    /// <summary>Answered, and still up at the end.</summary>
    Established,

    /// <summary>Refused or redirected: the INVITE got a 3xx–6xx.</summary>
    Failed,

    /// <summary>The last that was seen is a challenge, 401 or 407.</summary>
    Challenged,

    /// <summary>Given up by the caller.</summary>
    Cancelled,

    /// <summary>It rang when the capture ended.</summary>
    Ringing,

    /// <summary>No final response was seen.</summary>
    NoAnswer,

    /// <summary>No INVITE of it passed.</summary>
    Dropped,
}

/// <summary>The outcomes in words.</summary>
internal static class CallOutcomes
{
    public static string Word(this CallOutcome outcome) => outcome is CallOutcome.NoAnswer ? "no answer" : outcome.ToString().ToLowerInvariant();

    /// <summary>Whether the status code says more.</summary>
    public static bool HasStatus(this CallOutcome outcome) => outcome is CallOutcome.Failed or CallOutcome.Challenged;
}
