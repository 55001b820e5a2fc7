using SipIds.Sip.Sdp;

namespace SipIds.Calls.Media;

/// <summary>What the two sides of a call agreed on by offer and answer (RFC 3264), as it is on the hop that the answer came over last.</summary>
public struct CallMedia
{
    private MediaDescription _caller;
    private MediaDescription _callee;

    /// <summary>What the side that sent the INVITE described last, in an offer that was answered or in an answer.</summary>
    public readonly MediaDescription Caller => _caller;

    /// <summary>What the side that was called described last.</summary>
    public readonly MediaDescription Callee => _callee;

    /// <summary>How many streams both sides have named; a stream with port 0 on one side is not sent.</summary>
    public readonly int Count => _caller.IsAwaitingAnswer || _callee.IsAwaitingAnswer ? 0 : Math.Min(_caller.Count, _callee.Count);

    /// <summary>The encoding that the answer chose for a stream: the one that stands first in it (RFC 3264 §6.1); empty where it is not known.</summary>
    public readonly string EncodingOf(int stream) => (_caller.IsAnswer ? _caller : _callee)[stream].Encoding;

    /// <summary>Which way a stream flows, seen from the caller: only as far as both sides want it (RFC 3264 §6.1).</summary>
    public readonly SdpDirection DirectionOf(int stream)
    {
        var (caller, callee) = (_caller[stream].Direction, _callee[stream].Direction);
        return (Sends(caller) && Receives(callee), Receives(caller) && Sends(callee)) switch
        {
            (true, true) => SdpDirection.SendRecv,
            (true, false) => SdpDirection.SendOnly,
            (false, true) => SdpDirection.RecvOnly,
            _ => SdpDirection.Inactive,
        };
    }

    /// <summary>Whether what the other side offered in a response waits for the answer of this one (RFC 3264 §4, RFC 3261 §13.2.1).</summary>
    internal readonly bool Awaits(bool caller) => (caller ? _callee : _caller).IsAwaitingAnswer;

    /// <summary>One side offers in a response; the other will answer in its ACK or PRACK.</summary>
    internal void Offer(bool byCaller, in MediaDescription offer) => SideOf(byCaller) = offer.AsOffer(isAwaitingAnswer: true);

    /// <summary>One side answers what the other offered.</summary>
    internal void Answer(bool byCaller, in MediaDescription answer)
    {
        SideOf(!byCaller) = SideOf(!byCaller).AsOffer(isAwaitingAnswer: false);
        SideOf(byCaller) = answer.AsAnswer();
    }

    /// <summary>What one side offered in a request is answered.</summary>
    internal void Agree(bool offeredByCaller, in MediaDescription offer, in MediaDescription answer)
    {
        SideOf(offeredByCaller) = offer;
        Answer(!offeredByCaller, answer);
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private ref MediaDescription SideOf(bool caller) => ref caller ? ref _caller : ref _callee;

    private static bool Sends(SdpDirection direction) => direction is SdpDirection.SendRecv or SdpDirection.SendOnly;

    private static bool Receives(SdpDirection direction) => direction is SdpDirection.SendRecv or SdpDirection.RecvOnly;
}
