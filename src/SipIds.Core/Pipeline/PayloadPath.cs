using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline.Verdicts;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Pipeline;

/// <summary>The way of one payload through the stations: read and judged by itself, judged by what came before, decided on, remembered, written.</summary>
internal sealed class PayloadPath
{
    private readonly Dispatcher _dispatcher;
    private readonly MessageStage _messages;
    private readonly CallStage _calls;
    private readonly VerdictStage _verdicts;
    private readonly LastingParts _lasting;
    private readonly KeyHasher _hasher;
    private readonly bool _isRehearsal;
    private readonly bool _inline;

    public PayloadPath(PipelineSetup setup, PacketSlot slot, Dispatcher dispatcher, CallTracker? calls, Policy policy, LastingParts lasting)
    {
        Slot = slot;
        _dispatcher = dispatcher;
        _lasting = lasting;
        _messages = new(dispatcher.Message, new(setup.Settings.ProxyIp, setup.Settings.Trusted));
        _calls = new(dispatcher.Call, calls);
        _verdicts = new(policy, lasting.Segments, lasting.Refusals, setup.Settings.Period, lasting.Statistics);
        _hasher = setup.Hasher;
        _isRehearsal = setup.Settings.ActionDrop is DropMode.Shadow;
        _inline = setup.Inline;
    }

    /// <summary>What is known of the last payload.</summary>
    public PacketSlot Slot { get; }

    /// <summary>The senders that are blocked; null where nobody is.</summary>
    public Blocking? Blocking { get; init; }

    /// <summary>Whether any sender is blocked.</summary>
    public bool BlocksAnybody => Blocking is { IsActive: true };

    /// <summary>Whether a packet of SIP is dropped before it is checked or read, because its sender is blocked.</summary>
    public bool IsStoppedUnread(in DecodedPacket decoded) =>
        BlocksAnybody && Blocking!.StopsUnread(decoded, decoded.Payload) && IsDroppedAsBlocked(decoded, decoded.Source.Address);

    /// <summary>Judges a datagram's payload, or one message of a stream.</summary>
    public Verdict Judge(in DecodedPacket decoded, ReadOnlySpan<byte> payload)
    {
        var packet = _messages.Read(decoded, payload, Slot.Headers);
        return Judge(packet);
    }

    /// <summary>Judges a packet whose message was read.</summary>
    public Verdict Judge(in SipPacket packet)
    {
        _lasting.Statistics.Count(packet);
        if (packet.Status is SipParseStatus.KeepAlive)
        {
            return Verdict.Pass;
        }

        Slot.Begin(packet.Time);
        if (BlocksAnybody && Blocking!.Names(packet) && IsStopped(packet))
        {
            return Verdict.Drop;
        }

        if (packet.AreHeadersCut)
        {
            return JudgeCut(packet);
        }

        _messages.Inspect(packet, Slot.Inspection);
        Slot.Call = _calls.LookUp(packet);
        var verdict = _calls.IsCopyOfDropped && _verdicts.DropsCopies ? _verdicts.Repeat(packet, Slot) : JudgeFirst(packet);
        if (packet.Transport is Transport.Tcp)
        {
            Learn(packet.Message, verdict);
        }

        if (!_lasting.Observers.IsEmpty && packet.Status is SipParseStatus.Ok)
        {
            Show(packet, verdict);
        }

        return verdict;
    }

    /// <summary>Reports what is wrong with a packet below SIP, and decides what becomes of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Verdict JudgeFaults(in DecodedPacket decoded)
    {
        var packet = _messages.WithoutMessage(decoded);
        Slot.Begin(packet.Time);
        _messages.InspectFaults(packet, Slot.Inspection);
        _calls.InspectFaults(packet, Slot.Inspection);
        return Decide(packet);
    }

    /// <summary>Runs the timers.</summary>
    public void Tick(Timestamp now)
    {
        Slot.Begin(now);
        _calls.Tick(now);
        _dispatcher.Tick(Slot.Inspection);
    }

    /// <summary>Remembers a message that its receiver discards.</summary>
    public void NoteDiscarded(in DecodedPacket decoded)
    {
        if (!_inline)
        {
            _calls.EnterDiscarded(decoded, Slot.Headers);
        }
    }

    private Verdict JudgeFirst(in SipPacket packet)
    {
        _calls.Inspect(packet, Slot.Inspection);
        if (Slot.Inspection.Count > 0)
        {
            _verdicts.Decide(packet, Slot);
        }

        Slot.Inspection.Close();
        if (!packet.Decoded.IsDiscarded)
        {
            Remember(packet);
        }

        return Write(packet);
    }

    // What passes moves the state of calls; of what is dropped only the verdict is kept. What its receiver discards does neither.
    private void Remember(in SipPacket packet)
    {
        if (Slot.Decision.Verdict is not Verdict.Pass)
        {
            _calls.ObserveDropped(packet, Slot.RefusedWith);
            return;
        }

        _calls.Enter(packet);
        _messages.Observe(packet, Slot.Inspection);
        _calls.Observe(packet, Slot.Inspection);
        if (Slot.Decision.WouldDrop)
        {
            _calls.ObserveRehearsed(packet);
        }
        else if (_isRehearsal && _calls.IsCopyOfRehearsed && _verdicts.DropsCopies)
        {
            // A copy of what would have been dropped would be, too, though it raises nothing by itself.
            _lasting.Statistics.WouldDrop++;
        }
    }

    // Only what judges a message by itself sees what a snap length has left of it: it may accuse, and what is missing accuses nobody.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict JudgeCut(in SipPacket packet)
    {
        Slot.Call = _calls.LookUp(packet);
        _messages.InspectCut(packet, Slot.Inspection);
        var verdict = Decide(packet);
        if (verdict is Verdict.Pass && !packet.Decoded.IsDiscarded)
        {
            _calls.EnterCut(packet);
        }

        if (!_lasting.Observers.IsEmpty && packet.Status is SipParseStatus.Ok && CutMessage.IsIdentified(packet.Message))
        {
            Show(packet, verdict);
        }

        return verdict;
    }

    private Verdict Decide(in SipPacket packet)
    {
        if (Slot.Inspection.Count > 0)
        {
            _verdicts.Decide(packet, Slot);
        }

        return Write(packet);
    }

    // What came by a proxy, or may have belonged to an emergency call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsStopped(in SipPacket packet) =>
        !Blocking!.Excuses(packet, _calls.LookUp(packet)) && IsDroppedAsBlocked(packet.Decoded, packet.Origin.Address);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsDroppedAsBlocked(in DecodedPacket decoded, NetAddress origin)
    {
        var packet = _messages.WithoutMessage(decoded);
        Slot.Begin(packet.Time);
        Blocking!.Report(decoded, origin, Slot.Inspection);
        var isDropped = Decide(packet) is Verdict.Drop;
        if (!isDropped)
        {
            // It was named, and is judged as any other.
            Slot.Begin(packet.Time);
        }

        return isDropped;
    }

    private Verdict Write(in SipPacket packet)
    {
        if (Slot.Inspection.Count > 0)
        {
            Blocking?.OnDecided(Slot, _verdicts.Policy);
            _lasting.Alerts.Write(packet, Slot, _verdicts.Policy);
        }

        return Slot.Decision.Verdict;
    }

    private void Learn(in SipMessage message, Verdict verdict)
    {
        var uri = message.From.Uri;
        _lasting.Segments.Learn(message, _hasher.Hash(uri.User).With(_hasher.HashIgnoreCase(uri.Host)).Low | 1, verdict is Verdict.Pass);
    }

    private void Show(in SipPacket packet, Verdict verdict)
    {
        foreach (ref readonly var observer in _lasting.Observers.Members)
        {
            try
            {
                observer.Value.OnMessage(packet, Slot.Inspection.Call, verdict);
            }
            catch (Exception fault)
            {
                observer.Charge(fault);
            }
        }
    }
}
