using SipIds.Packets;

namespace SipIds.Calls;

/// <summary>What a person is shown of a call, copied so that it can be kept.</summary>
public readonly record struct CallSummary
{
    /// <summary>Where the call stands.</summary>
    public CallState State { get; init; }

    /// <summary>When its first packet was seen.</summary>
    public Timestamp Started { get; init; }

    /// <summary>When it was answered; default before that.</summary>
    public Timestamp Answered { get; init; }

    /// <summary>The final status code that the INVITE got last; 0 while it got none.</summary>
    public short FinalStatus { get; init; }

    /// <summary>The address and port that the caller was first seen at.</summary>
    public NetEndpoint Caller { get; init; }

    /// <summary>The address and port that the callee was first seen at.</summary>
    public NetEndpoint Callee { get; init; }

    /// <summary>Who calls, as From says.</summary>
    public string From { get; init; }

    /// <summary>Who is called, as To says.</summary>
    public string To { get; init; }

    internal static CallSummary Of(in Call call) => new()
    {
        State = call.State,
        Started = call.Started,
        Answered = call.Answered,
        FinalStatus = call.FinalStatus,
        Caller = call.Caller.First,
        Callee = call.Callee.First,
        From = call.From.ToString(),
        To = call.To.ToString(),
    };
}
