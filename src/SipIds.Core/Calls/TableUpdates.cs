using SipIds.Calls.Standings;
using SipIds.Sip;

namespace SipIds.Calls;

/// <summary>What a message that passes changes: which of the tables take it in, and in which order.</summary>
internal sealed class TableUpdates(CallTable calls, TransactionTable transactions, AttemptTable attempts, EmergencyCalls emergencies, Visibility visibility, Standing standing)
{
    /// <summary>Takes in a request.</summary>
    public void OnRequest(in SipPacket packet, CallContext context)
    {
        var method = packet.Message.Method;
        standing.OnRequest(packet, context);
        if (!context.IsInDialog && method is not (SipMethod.Ack or SipMethod.Cancel))
        {
            attempts.Observe(packet, context);
        }

        if (context.IsRetransmission)
        {
            transactions.OnRetransmission(packet, context);
            return;
        }

        // What the INVITE is a copy of, read before it is remembered itself.
        visibility.Observe(packet, hasAnswered: false);
        ref readonly var known = ref context.Transaction;
        var earlier = known.WasDropped ? default : new EarlierCopy(known.Source, known.Started);
        _ = method is not SipMethod.Ack && transactions.Remember(packet, context, wasDropped: false);

        if (method is SipMethod.Invite && !context.IsInDialog)
        {
            OnInvite(packet, context, earlier);
        }
        else if (context.HasCall)
        {
            ref var call = ref calls.At(context.CallPlace);
            if (context.IsInDialog && CallPath.MayChange(call, packet, context))
            {
                transactions.MarkOfCall(packet, context);
            }

            calls.Transitions.OnRequest(ref call, packet, context);
        }
        else if (context.IsInDialog && context.IsBlind && IsOfCall(method))
        {
            ref var call = ref calls.Enter(context, packet.Time, out _);
            calls.Transitions.Adopt(ref call, packet, context);
            calls.Newest.Note(context.Keys.Call, call, packet.Time);
            transactions.MarkOfCall(packet, context);
        }
    }

    /// <summary>Takes in a response.</summary>
    public void OnResponse(in SipPacket packet, CallContext context)
    {
        var status = packet.Message.StatusCode;
        var isFirstFinal = status >= 200;
        if (isFirstFinal)
        {
            visibility.Observe(packet, hasAnswered: context.IsAnswer(packet));
            if (!context.HasTransaction)
            {
                OnUnasked(packet, context);
            }
        }

        if (context.HasTransaction && !context.IsAnswer(packet))
        {
            // Somebody else's answer changes nothing here, though the client may take it.
            if (context.HasCall && status >= 200 && context.Transaction.IsOfCall)
            {
                calls.At(context.CallPlace).Flags |= CallFlags.AnsweredElsewhere;
            }

            return;
        }

        if (context.HasTransaction)
        {
            isFirstFinal &= transactions.At(context.TransactionPlace).FinalStatus == 0;
            OnAnswer(packet, context, ref transactions.At(context.TransactionPlace));
        }

        // A response to nothing that was asked reaches nobody; one to what was dropped is there only in the replay of a capture.
        if (context.HasCall && (context.HasTransaction ? !context.Transaction.WasDropped : context.LacksTransactions))
        {
            calls.Transitions.OnResponse(ref calls.At(context.CallPlace), packet, context, isFirstFinal);
        }
    }

    private void OnInvite(in SipPacket packet, CallContext context, EarlierCopy earlier)
    {
        ref var call = ref calls.Enter(context, packet.Time, out var isNew);
        var isOfCall = calls.Transitions.OnInvite(ref call, isNew, earlier, packet, context);
        calls.Newest.Note(context.Keys.Call, call, packet.Time);
        var place = transactions.PlaceOf(context.Keys.Transaction(SipMethod.Invite), packet.Time);
        if (!isOfCall)
        {
            if (place >= 0)
            {
                transactions.At(place).GoesToKnownHost = call.Callee.HasAddress(packet.Target.Address);
            }

            return;
        }

        transactions.MarkOfCall(packet, context);
        if (context.IsEmergency)
        {
            call.Flags |= CallFlags.Emergency;
            emergencies.OnInvite(packet);
        }

        var isAnswered = place >= 0 && !transactions.At(place).IsOpen;
        call.Flags |= earlier.IsNone && isAnswered ? CallFlags.AnsweredElsewhere : CallFlags.None;
    }

    private void OnAnswer(in SipPacket packet, CallContext context, ref Transaction transaction)
    {
        var status = packet.Message.StatusCode;
        if (!transaction.WasDropped)
        {
            // Only a refusal asks for it.
            transaction.IsForwarded = transaction.IsForwarded || (status is < 200 or >= 300 && attempts.IsForwarded(context, transaction.Method, packet.Time));
            standing.OnResponse(packet, context, ref transaction);
            if (context.HasCall && transaction is { IsTagComputable: true, Method: SipMethod.Invite })
            {
                calls.At(context.CallPlace).Flags |= CallFlags.ComputableTag;
            }
        }

        transactions.OnResponse(packet, context);
        if (status is 401 or 407)
        {
            attempts.OnChallenge(context, transaction.Method, packet.Message.CSeq.Number, transaction.GivenNonce, packet.Time);
        }
    }

    private void OnUnasked(in SipPacket packet, CallContext context)
    {
        visibility.ObserveUnasked(context.Keys.Transaction(packet.Message.CSeq.Method), packet);
        if (!context.LacksTransactions)
        {
            visibility.ObserveOneWay(packet);
        }
    }

    private static bool IsOfCall(SipMethod method) =>
        method is SipMethod.Invite or SipMethod.Update or SipMethod.Ack or SipMethod.Bye or SipMethod.Prack or SipMethod.Info;
}
