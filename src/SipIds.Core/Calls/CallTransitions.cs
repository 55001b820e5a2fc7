using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Pipeline.Settings;
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
    public void OnInvite(ref Call call, bool isNew, bool isCopy, in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        var keys = context.Keys;
        var cseq = message.CSeq.Number;
        if (isNew || (call.State is CallState.Ended && keys.FromTag != call.CallerTag))
        {
            call = new()
            {
                Gate = load.GateOf(packet.Source.Address, packet.Target.Address),
                Started = packet.Time,
                CallerTag = keys.FromTag,
                InviteCSeq = cseq,
            };
            call.From.Set(message.From.Uri.Text);
            call.To.Set(message.To.Uri.Text);
            Statistics.Seen++;
            Statistics.Callers.Count(context.FromKey, call.From);
            Statistics.Callees.Count(context.ToKey, call.To);
        }
        else if (keys.FromTag != call.CallerTag)
        {
            call.Flags |= CallFlags.TagsUnknown;
        }

        if (cseq > call.InviteCSeq)
        {
            call.InviteCSeq = cseq;
            call.OpenInvites = 0;
        }

        call.OpenInvites = (byte)Math.Min(call.OpenInvites + (isCopy ? 0 : 1), byte.MaxValue);

        // Until the call is answered its INVITE may take any way; after that, who sends one has to be known.
        if (!call.IsEstablished || CallPath.Knows(call, packet.Source.Address))
        {
            CallPath.OnInvite(ref call, packet);
        }

        Move(ref call, CallTrigger.Invite, packet.Time);
    }

    /// <summary>Any other request with the Call-ID of a call.</summary>
    public void OnRequest(ref Call call, in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        var isFromCaller = context.Keys.FromTag == call.CallerTag;
        if (context.IsInDialog && message.Method is not (SipMethod.Ack or SipMethod.Cancel))
        {
            ref var side = ref isFromCaller ? ref call.Caller : ref call.Callee;
            side.Note(message.CSeq.Number, isFromCaller ? context.Keys.ToTag : context.Keys.FromTag);
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

        var trigger = message.Method switch
        {
            SipMethod.Ack => CallTrigger.Ack,
            SipMethod.Bye => CallTrigger.Bye,
            _ => (CallTrigger?)null,
        };
        if (trigger is CallTrigger.Bye && call.IsEstablished)
        {
            var lasted = packet.Time - call.Answered;
            Statistics.Longest = lasted > Statistics.Longest ? lasted : Statistics.Longest;
        }

        if (trigger is { } moved)
        {
            Move(ref call, moved, packet.Time);
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
        switch (message.CSeq.Method)
        {
            case SipMethod.Invite:
                OnInviteResponse(ref call, packet, context, isFirstFinal);
                break;
            case SipMethod.Bye when status >= 200:
                Move(ref call, status is 401 or 407 ? CallTrigger.ByeChallenged : CallTrigger.ByeAnswered, packet.Time);
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
            CallerTag = context.Keys.FromTag,
            InviteCSeq = message.CSeq.Number,
            CalleeInviteCSeq = uint.MaxValue,
        };
        call.From.Set(message.From.Uri.Text);
        call.To.Set(message.To.Uri.Text);
        _ = call.CalleeTags.TryAdd(context.Keys.ToTag);
        call.Caller.Note(message.CSeq.Number, context.Keys.ToTag);
        CallPath.OnAdopted(ref call, packet);
        SetState(ref call, message.Method is SipMethod.Bye ? CallState.Closing : CallState.Active, packet.Time);
    }

    /// <summary>A call whose time is over, or that gave way to another.</summary>
    public void Forget(in Call call) => load.Add(call.Gate, call.IsLive ? -1 : 0);

    private void OnInviteResponse(ref Call call, in SipPacket packet, CallContext context, bool isFirstFinal)
    {
        var message = packet.Message;
        var status = message.StatusCode;
        var isOfCaller = context.Keys.FromTag == call.CallerTag;
        if (isFirstFinal && !context.Transaction.IsInDialog)
        {
            call.OpenInvites = (byte)Math.Max(call.OpenInvites - 1, 0);
        }

        if (context.IsInDialog && isOfCaller && status is > 100 and < 300)
        {
            call.Flags |= call.CalleeTags.TryAdd(context.Keys.ToTag) ? CallFlags.None : CallFlags.TagsUnknown;
        }

        if (status is > 100 and < 200)
        {
            call.Flags |= message.Has(SipHeaderId.RSeq) ? CallFlags.Reliable : CallFlags.None;
            Move(ref call, CallTrigger.Provisional, packet.Time);
        }
        else if (status is >= 200 and < 300)
        {
            call.FinalStatus = (short)status;
            Statistics.Established += call.IsAnswered ? 0 : 1;
            call.Answered = call.Answered == default ? packet.Time : call.Answered;
            call.Flags |= CallFlags.Answered;
            Move(ref call, CallTrigger.Success, packet.Time);
        }
        else if (status >= 300 && isFirstFinal && !context.Transaction.IsInDialog)
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

    private void Move(ref Call call, CallTrigger trigger, Timestamp now) => SetState(ref call, CallStateMachine.Next(call.State, trigger), now);

    private void SetState(ref Call call, CallState next, Timestamp now)
    {
        var wasLive = call.IsLive;
        call.State = next;
        load.Add(call.Gate, (call.IsLive ? 1 : 0) - (wasLive ? 1 : 0));
        Extend(ref call, now);
    }

    private void Extend(ref Call call, Timestamp now) => call.Expires = now + call.State switch
    {
        CallState.WaitFinal => options.WaitFinal,
        CallState.Early => options.Early,
        CallState.WaitAck => options.WaitAck,
        CallState.Active => options.Active,
        _ => options.Ended,
    };
}
