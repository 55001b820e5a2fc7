using SipIds.Packets;

namespace SipIds.Host.Discovery.Survey;

/// <summary>What the source shows of the traffic, and what it does not.</summary>
internal sealed class Visibility
{
    /// <summary>New requests that are answered if their answers are seen: no ACK.</summary>
    public long Requests { get; set; }

    /// <summary>Those of which an answer was seen.</summary>
    public long Answered { get; set; }

    /// <summary>Responses.</summary>
    public long Responses { get; set; }

    /// <summary>Responses whose request was not seen.</summary>
    public long Orphans { get; set; }

    /// <summary>Responses whose request came after them.</summary>
    public long AnswersFirst { get; set; }

    /// <summary>By how much at the most.</summary>
    public TimeSpan AnswersFirstBy { get; set; }

    /// <summary>Calls of which only the middle and the end were seen.</summary>
    public long MidstreamCalls { get; set; }

    /// <summary>When the last of them showed.</summary>
    public Timestamp LastMidstream { get; set; }
}
