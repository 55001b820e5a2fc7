using SipIds.State;

namespace SipIds.Calls;

/// <summary>What became of the calls so far.</summary>
public sealed class CallStatistics
{
    private const int PartyBits = 8;

    /// <summary>Calls that began.</summary>
    public long Seen { get; internal set; }

    /// <summary>Calls that were answered.</summary>
    public long Established { get; internal set; }

    /// <summary>Calls whose INVITE got no answer but a 3xx–6xx; challenges (401, 407) not counted.</summary>
    public long Failed { get; internal set; }

    /// <summary>From the answer to the BYE of the longest call that ended.</summary>
    public TimeSpan Longest { get; internal set; }

    /// <summary>Who started the most calls, as their URIs stand in the messages.</summary>
    public TopCounter<InlineText> Callers { get; } = new(PartyBits);

    /// <summary>Who was called most.</summary>
    public TopCounter<InlineText> Callees { get; } = new(PartyBits);
}
