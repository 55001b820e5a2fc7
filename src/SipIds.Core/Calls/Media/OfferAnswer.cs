using SipIds.Sip;

namespace SipIds.Calls.Media;

/// <summary>Follows offers and answers through the messages that carry them (RFC 3264; RFC 3261 §13.2.1, RFC 3262 §5, RFC 3311 §5).</summary>
internal static class OfferAnswer
{
    /// <summary>What a request offers, to be kept with its transaction until that is answered.</summary>
    public static MediaDescription OfferOf(in SipMessage message) =>
        message.Method is SipMethod.Invite or SipMethod.Update or SipMethod.Prack ? MediaDescription.Of(message) : default;

    /// <summary>A request of a call: an ACK or PRACK may answer what a response offered.</summary>
    public static void OnRequest(ref Call call, in SipMessage message, bool isFromCaller)
    {
        if (message.Method is SipMethod.Ack or SipMethod.Prack && call.Media.Awaits(isFromCaller) && MediaDescription.Of(message) is { Count: > 0 } answer)
        {
            call.Media.Answer(isFromCaller, answer);
        }
    }

    /// <summary>A response of a call: it answers what its request offered, or offers by itself. One that fails leaves all as it was.</summary>
    public static void OnResponse(ref Call call, in SipPacket packet, CallContext context, bool isFirstFinal)
    {
        var message = packet.Message;
        ref readonly var request = ref context.Transaction;
        if (message.StatusCode is <= 100 or >= 300 || message.Body.IsEmpty || !context.HasTransaction || request.WasDropped
            || request.Method is not (SipMethod.Invite or SipMethod.Update or SipMethod.Prack)
            || !request.IsOfCall || !context.Keys.MayBeOf(call))
        {
            return;
        }

        var isOfCaller = context.Keys.FromTag == call.CallerTag;
        if (request.Offer.Count > 0)
        {
            if (MediaDescription.Of(message) is { Count: > 0 } answer)
            {
                call.Media.Agree(isOfCaller, request.Offer, answer);
            }
        }
        else if (request.Method is SipMethod.Invite && (isFirstFinal || message.Has(SipHeaderId.RSeq)) && MediaDescription.Of(message) is { Count: > 0 } offer)
        {
            call.Media.Offer(!isOfCaller, offer);
        }
    }
}
