using SipIds.Calls.Media;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Calls;

/// <summary>What a message that passes does to its call: the trigger it is for the state machine, and what is noted beside.</summary>
internal sealed class CallTransitions(CallTableOptions options, CallLoad load)
{
    /// <summary>How many calls are live.</summary>
    public CallLoad Load => load;

    /// <summary>What became of the calls so far.</summary>
    public CallStatistics Statistics { get; } = new();

    /// <summary>An INVITE outside a dialog: a new call, a further hop or branch of one, or the repeat of a challenged or redirected one.</summary>
    /// <param name="call">Its call.</param>
    /// <param name="isNew">Whether the call is to be filled.</param>
    /// <param name="earlier">What it is a copy of, on the same hop.</param>
    /// <param name="packet">The INVITE.</param>
    /// <param name="context">What was known before.</param>
    /// <returns>Whether it is of the call: a copy from elsewhere changes nothing of it.</returns>
    public bool OnInvite(ref Call call, bool isNew, EarlierCopy earlier, in SipPacket packet, CallContext context)
    {
        var keys = context.Keys;
        var cseq = packet.Message.CSeq.Number;
        if (isNew || IsAnotherCall(call, keys.FromTag, cseq, packet.Source.Address))
        {
            Begin(ref call, packet, context);
        }
        else if (!CallPath.MayCarry(call, packet, context, earlier))
        {
            return false;
        }
        else if (keys.FromTag != call.CallerTag)
        {
            call.Flags |= CallFlags.TagsUnknown;
        }

        if (cseq > call.InviteCSeq)
        {
            call.InviteCSeq = cseq;
            call.OpenInvites = 0;
            call.FinalStatus = 0;
            call.Flags &= ~CallFlags.Refused;
        }

        call.OpenInvites = (byte)Math.Min(call.OpenInvites + (earlier.IsNone ? 1 : 0), byte.MaxValue);
        CallPath.OnInvite(ref call, packet, context);
        Move(ref call, CallTrigger.Invite, packet.Time);
        return true;
    }

    /// <summary>Any other request with the Call-ID of a call.</summary>
    public void OnRequest(ref Call call, in SipPacket packet, CallContext context)
    {
        // An endpoint refuses what bears the tags of no dialog (RFC 3261 §12.2.2): it changes nothing.
        if (context.IsInDialog && !context.Keys.MayBeOf(call))
        {
            return;
        }

        var message = packet.Message;
        var isFromCaller = context.Keys.FromTag == call.CallerTag;
        if (context.IsInDialog && message.Method is not SipMethod.Bye && !CallPath.MayChange(call, packet, context))
        {
            Extend(ref call, packet.Time);
            return;
        }

        if (context.IsInDialog && context.Keys.AreOf(call))
        {
            CallPath.OnRequest(ref call, packet, isFromCaller);
        }

        if (context.IsInDialog && message.Method is not (SipMethod.Ack or SipMethod.Cancel))
        {
            ref var side = ref isFromCaller ? ref call.Caller : ref call.Callee;
            side.Note(message.CSeq.Number, context.Keys.CalleeTag(isFromCaller));
        }

        switch (message.Method)
        {
            case SipMethod.Invite when isFromCaller:
                call.InviteCSeq = Math.Max(call.InviteCSeq, message.CSeq.Number);
                break;
            case SipMethod.Invite:
                call.CalleeInviteCSeq = Math.Max(call.CalleeInviteCSeq, message.CSeq.Number);
                break;
            case SipMethod.Cancel:
                call.Flags |= CallFlags.Cancelled;
                break;
            case SipMethod.Refer:
                call.Flags |= CallFlags.Referred;
                break;
            case SipMethod.Subscribe:
                call.Flags |= CallFlags.Subscribed;
                break;
            default:
                break;
        }

        OfferAnswer.OnRequest(ref call, message, isFromCaller);
        if (message.Method is SipMethod.Ack)
        {
            call.Flags |= call is { State: CallState.Ended, IsAnswered: false } ? CallFlags.Refused : CallFlags.None;
            Move(ref call, CallTrigger.Ack, packet.Time);
        }
        else if (message.Method is SipMethod.Bye)
        {
            CountTime(call, packet.Time);
            call.Dialogs.Leave(call.CalleeTags.PlaceOf(context.Keys.CalleeTag(isFromCaller)));
            MoveIfAllAreLeft(ref call, CallTrigger.Bye, packet.Time);
        }
        else
        {
            Extend(ref call, packet.Time);
        }
    }

    /// <summary>A response with the Call-ID of a call.</summary>
    public void OnResponse(ref Call call, in SipPacket packet, CallContext context, bool isFirstFinal)
    {
        var message = packet.Message;
        var status = message.StatusCode;
        CallPath.OnResponse(ref call, packet, context);
        OfferAnswer.OnResponse(ref call, packet, context, isFirstFinal);
        switch (message.CSeq.Method)
        {
            case SipMethod.Invite:
                OnInviteResponse(ref call, packet, context, isFirstFinal);
                break;
            case SipMethod.Bye when status >= 200 && context.Keys.MayBeOf(call):
                OnByeResponse(ref call, packet, context);
                break;
            case SipMethod.Cancel when status >= 300 && context.HasTransaction:
                call.Flags &= ~CallFlags.Cancelled;
                Extend(ref call, packet.Time);
                break;
            default:
                Extend(ref call, packet.Time);
                break;
        }
    }

    /// <summary>A call that is first seen in its middle.</summary>
    public void Adopt(ref Call call, in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        call = new()
        {
            Started = packet.Time,
            Answered = packet.Time,
            Flags = CallFlags.Adopted | CallFlags.Answered,
            FromKey = context.FromKey,
            ToKey = context.ToKey,
            CallerTag = context.Keys.FromTag,
            InviteCSeq = message.CSeq.Number,
            CalleeInviteCSeq = uint.MaxValue,
        };
        call.From.Set(message.From.Uri.Text);
        call.To.Set(message.To.Uri.Text);
        _ = call.CalleeTags.TryAdd(context.Keys.ToTag);
        call.Dialogs.Answer(0);
        call.Caller.Note(message.CSeq.Number, context.Keys.ToTag);
        CallPath.OnAdopted(ref call, packet);
        SetState(ref call, CallState.Active, packet.Time);
        if (message.Method is SipMethod.Bye)
        {
            call.Dialogs.Leave(0);
            Move(ref call, CallTrigger.Bye, packet.Time);
        }
    }

    /// <summary>A call whose time is over, or that gave way to another.</summary>
    public void Forget(in Call call) => load.Add(call.Gate, call.IsLive ? -1 : 0);

    private void OnInviteResponse(ref Call call, in SipPacket packet, CallContext context, bool isFirstFinal)
    {
        var message = packet.Message;
        var status = message.StatusCode;
        var isOfCaller = context.Keys.FromTag == call.CallerTag;
        if (context.HasTransaction && !context.Transaction.IsOfCall)
        {
            // A hop that proves to be on the call's way later says nothing that the others do not.
            if (!context.Transaction.IsInDialog && context.IsInDialog && isOfCaller && status is > 100 and < 300)
            {
                CallPath.Prove(ref call, packet, context);
            }

            return;
        }

        var endsInvite = isFirstFinal && !context.Transaction.IsInDialog && message.CSeq.Number == call.InviteCSeq;
        if (endsInvite)
        {
            call.OpenInvites = (byte)Math.Max(call.OpenInvites - 1, 0);
        }

        if (context.IsInDialog && isOfCaller && status is > 100 and < 300)
        {
            AddTag(ref call, context.Keys.ToTag, isAnswer: status >= 200);
            call.Targets.Add(call.CalleeTags.PlaceOf(context.Keys.ToTag), context.ContactOf(message));
            if (context.HasTransaction && !context.Transaction.IsInDialog)
            {
                CallPath.Prove(ref call, packet, context);
            }
        }

        if (status == 100)
        {
            // RFC 3261 §17.1.1.2: after any provisional response the caller waits as long as it likes.
            WaitLonger(ref call, packet.Time);
        }
        else if (status is > 100 and < 200)
        {
            call.Flags |= message.Has(SipHeaderId.RSeq) ? CallFlags.Reliable : CallFlags.None;

            // One that comes late, after the final response of its branch or the end of the call, starts nothing.
            if (context.Transaction.IsOpen && !(call.State is CallState.Ended && call.IsAnswered))
            {
                Move(ref call, CallTrigger.Provisional, packet.Time);
            }
        }
        else if (status is >= 200 and < 300)
        {
            OnAnswer(ref call, packet, context.Keys.CalleeTag(isOfCaller), isFirstFinal);
        }
        else if (status >= 300 && endsInvite)
        {
            call.FinalStatus = (short)status;
            call.Flags |= status is 401 or 407 ? CallFlags.Challenged : CallFlags.None;
            if (call.OpenInvites == 0)
            {
                Statistics.Failed += (call.State is CallState.WaitFinal or CallState.Early) && status is not (401 or 407) ? 1 : 0;
                Move(ref call, CallTrigger.Failure, packet.Time);
            }
        }
    }

    private void OnAnswer(ref Call call, in SipPacket packet, ulong calleeTag, bool isFirst)
    {
        var wasAnswered = call.IsAnswered;
        Statistics.Established += wasAnswered ? 0 : 1;
        var place = call.CalleeTags.PlaceOf(calleeTag);
        call.FinalStatus = (short)packet.Message.StatusCode;
        call.Answered = wasAnswered ? call.Answered : packet.Time;
        call.Flags |= CallFlags.Answered;

        // An answer that is sent again after a BYE brings no dialog back.
        if (wasAnswered && (call.Dialogs.IsLeft(place) || (call.State is CallState.Ended && !isFirst)))
        {
            Extend(ref call, packet.Time);
            return;
        }

        Move(ref call, CallTrigger.Success, packet.Time);
        if (call.Dialogs.IsLeft(place))
        {
            // The caller's BYE in the early dialog and the answer crossed.
            MoveIfAllAreLeft(ref call, CallTrigger.Bye, packet.Time);
        }
    }

    private void Begin(ref Call call, in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        call = new()
        {
            Gate = load.GateOf(packet.Source.Address, packet.Target.Address),
            Started = packet.Time,
            CallerTag = context.Keys.FromTag,
            InviteCSeq = message.CSeq.Number,
            FromKey = context.FromKey,
            ToKey = context.ToKey,
            FirstBranch = context.BottomBranch(packet),
        };
        call.From.Set(message.From.Uri.Text);
        call.To.Set(message.To.Uri.Text);
        Statistics.Seen++;
        Statistics.Callers.Count(context.FromKey, call.From);
        Statistics.Callees.Count(context.ToKey, call.To);
    }

    private void CountTime(in Call call, Timestamp now)
    {
        if (call.IsEstablished && now - call.Answered is var lasted && lasted > Statistics.Longest)
        {
            Statistics.Longest = lasted;
        }
    }

    private void OnByeResponse(ref Call call, in SipPacket packet, CallContext context)
    {
        var status = packet.Message.StatusCode;
        var isOfCaller = context.Keys.FromTag == call.CallerTag;
        var place = call.CalleeTags.PlaceOf(context.Keys.CalleeTag(isOfCaller));
        if (status is 401 or 407)
        {
            call.Dialogs.Stay(place);
            Move(ref call, CallTrigger.ByeChallenged, packet.Time);
            return;
        }

        if (status is 481 or < 300)
        {
            call.Dialogs.Finish(place, isOfCaller);
        }

        call.Dialogs.Leave(place);
        MoveIfAllAreLeft(ref call, CallTrigger.ByeAnswered, packet.Time);
    }

    // A forked INVITE that two answered has two dialogs: the one BYE leaves the other open.
    private void MoveIfAllAreLeft(ref Call call, CallTrigger trigger, Timestamp now)
    {
        if (call.Dialogs.AnyOpen)
        {
            Extend(ref call, now);
        }
        else
        {
            Move(ref call, trigger, now);
        }
    }

    // Traffic generators use one Call-ID for all their calls; a late branch of the old one comes from a node on its way. A call that was challenged or
    // redirected goes on with its caller's next INVITE, and nobody else comes between.
    private static bool IsAnotherCall(in Call call, ulong fromTag, uint cseq, NetAddress source)
    {
        var isKnown = CallPath.Knows(call, source);
        var isNewRequest = cseq > call.InviteCSeq || !isKnown;
        var goesOn = !call.IsAnswered && call.FinalStatus is (>= 300 and < 400) or 401 or 407;
        return call.State is CallState.Ended && (fromTag != call.CallerTag ? isKnown || !goesOn : call.IsAnswered && isNewRequest);
    }

    // The tags of dialogs that were answered are kept before those that only rang.
    private static void AddTag(ref Call call, ulong tag, bool isAnswer)
    {
        if (!call.CalleeTags.TryAdd(tag))
        {
            call.Flags |= CallFlags.TagsUnknown;
            for (var place = 0; isAnswer && place < call.CalleeTags.Count; place++)
            {
                if (!call.Dialogs.IsAnswered(place))
                {
                    call.CalleeTags.Replace(place, tag);
                    call.Dialogs.Clear(place);
                    call.Targets.Clear(place);
                    call.Hops.Clear(place);
                    break;
                }
            }
        }

        if (isAnswer)
        {
            call.Dialogs.Answer(call.CalleeTags.PlaceOf(tag));
        }
    }

    private void Move(ref Call call, CallTrigger trigger, Timestamp now) => SetState(ref call, CallStateMachine.Next(call.State, trigger), now);

    private void SetState(ref Call call, CallState next, Timestamp now)
    {
        var wasLive = call.IsLive;
        call.State = next;
        load.Add(call.Gate, (call.IsLive ? 1 : 0) - (wasLive ? 1 : 0));
        Extend(ref call, now);
    }

    private void WaitLonger(ref Call call, Timestamp now)
    {
        if (call.State is CallState.WaitFinal)
        {
            call.Expires = now + options.Early;
        }
    }

    private void Extend(ref Call call, Timestamp now)
    {
        var end = now + LifetimeOf(call.State);
        call.Expires = call.State is CallState.WaitFinal && call.Expires > end ? call.Expires : end;
    }

    private TimeSpan LifetimeOf(CallState state) => state switch
    {
        CallState.WaitFinal => options.WaitFinal,
        CallState.Early => options.Early,
        CallState.WaitAck => options.WaitAck,
        CallState.Active => options.Active,

        // Where nobody answers the BYE, the other side has not heard of it, and hangs up by itself.
        CallState.Closing => options.WaitFinal,
        _ => options.Ended,
    };
}
