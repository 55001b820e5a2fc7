using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing;

/// <summary>A whole legal call between two endpoints: INVITE, 100, 180, 200, ACK, BYE, 200, and what is asked for beside. Every call returns a new script.</summary>
public sealed record CallScript
{
    private CallScript(NetEndpoint caller, NetEndpoint callee)
    {
        CallerEndpoint = caller;
        CalleeEndpoint = callee;
        CallIdText = $"call-1@{caller.Address}";
    }

    internal NetEndpoint CallerEndpoint { get; init; }

    internal NetEndpoint CalleeEndpoint { get; init; }

    internal string CallerUri { get; init; } = "sip:alice@example.com";

    internal string CalleeUri { get; init; } = "sip:bob@example.com";

    internal string CallIdText { get; init; }

    internal string Mark { get; init; } = "1";

    internal TimeSpan Start { get; init; }

    internal TimeSpan RingTime { get; init; } = TimeSpan.FromSeconds(2);

    internal TimeSpan TalkTime { get; init; } = TimeSpan.FromSeconds(30);

    internal Transport Transport { get; init; } = Transport.Udp;

    internal int Challenge { get; init; }

    internal int Refusal { get; init; }

    internal bool IsReinvited { get; init; }

    internal bool IsCancelled { get; init; }

    internal bool IsEndedByCallee { get; init; }

    /// <summary>A call from one endpoint to the other, such as <c>192.0.2.1:5060</c>.</summary>
    public static CallScript Between(string caller, string callee) => new(TestEndpoint.Parse(caller), TestEndpoint.Parse(callee));

    /// <summary>Sets the caller's URI.</summary>
    public CallScript From(string uri) => this with { CallerUri = uri };

    /// <summary>Sets the callee's URI.</summary>
    public CallScript To(string uri) => this with { CalleeUri = uri };

    /// <summary>Makes this another call: its Call-ID, tags and branches are made from <paramref name="number"/>.</summary>
    public CallScript Number(int number)
    {
        var mark = number.ToString(CultureInfo.InvariantCulture);
        return this with { Mark = mark, CallIdText = $"call-{mark}@{CallerEndpoint.Address}" };
    }

    /// <summary>Sets the Call-ID.</summary>
    public CallScript CallId(string callId) => this with { CallIdText = callId };

    /// <summary>Sets when the INVITE is sent, from <see cref="TestClock.Start"/> on.</summary>
    public CallScript At(TimeSpan start) => this with { Start = start };

    /// <summary>Sets how long the callee rings and how long the two talk.</summary>
    public CallScript Lasting(TimeSpan ringing, TimeSpan talking) => this with { RingTime = ringing, TalkTime = talking };

    /// <summary>Sends everything over TCP.</summary>
    public CallScript OverTcp() => this with { Transport = Transport.Tcp };

    /// <summary>Has the first INVITE challenged with 401 or 407 and repeated with credentials; these have the right form, and no password stands behind them.</summary>
    public CallScript Challenged(int status = 407) => this with { Challenge = status };

    /// <summary>Has the callee refuse the call with a final response from 300 on.</summary>
    public CallScript Refused(int status = 486) => this with { Refusal = status };

    /// <summary>Has the caller give up while it rings: CANCEL, 200, 487, ACK.</summary>
    public CallScript Cancelled() => this with { IsCancelled = true };

    /// <summary>Adds a re-INVITE of the caller half way through the talk.</summary>
    public CallScript Reinvited() => this with { IsReinvited = true };

    /// <summary>Has the callee send the BYE.</summary>
    public CallScript EndedByCallee() => this with { IsEndedByCallee = true };

    /// <summary>The packets of the call in order of time.</summary>
    public IReadOnlyList<TestPacket> ToPackets() => new CallWriter(this).Write();
}
