using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Toll;
using SipIds.Sip;

namespace SipIds.Host.Reading.Report;

/// <summary>What a capture holds of attacks: who is accused of what, and what came of it. The answers to a sender are noted before it is accused, too.</summary>
internal sealed class Findings(TollPrefixes prefixes, CurrentCapture capture, int capacity = Findings.DefaultCapacity) : IEventOutput, IMessageObserver
{
    private const int DefaultCapacity = 20_000;

    private readonly Dictionary<NetAddress, Suspect> _suspects = [];
    private readonly Dictionary<NetAddress, Suspect> _floods = [];
    private readonly FloodCounts _requests = new();
    private readonly PremiumCalls _premium = new(prefixes);
    private readonly Queue<Suspect> _oldest = new();
    private readonly List<EventGroup> _raised = [];
    private Suspect? _raiser;
    private Suspect? _rest;

    public string Name => "report";

    public long Lost => 0;

    public string? Fault => null;

    /// <summary>All alerts.</summary>
    public long Alerts { get; private set; }

    /// <summary>Alerts that were raised and not asked for.</summary>
    public long Others { get; set; }

    /// <summary>All alerts by event.</summary>
    public EventGroups Events { get; } = new();

    /// <summary>How many of low severity came at once.</summary>
    public OddityRate Oddities { get; } = new();

    /// <summary>Those who are accused of something, the worst first; a flood that nobody made alone is one of them.</summary>
    public IReadOnlyList<Suspect> Accused =>
        [.. _suspects.Values.Concat(_floods.Values).Concat(_rest is null ? [] : [_rest]).Where(s => s.Alerts > 0).OrderBy(s => s.Worst).ThenByDescending(s => Outcome.Of(s).HasSucceeded).ThenByDescending(s => s.Alerts)];

    public void Write(in Alert alert, in SipPacket packet)
    {
        Alerts++;
        _ = Events.Add(alert, packet, capture.PlaceOf(packet));
        if (alert.Severity is Severity.Low)
        {
            Oddities.Add(packet.Time);
        }

        if (Repeats(alert, packet))
        {
            return;
        }

        var suspect = AccusedOf(alert, packet);
        var group = suspect.Add(alert, packet, capture.PlaceOf(packet));
        if (packet.Message is { IsEmpty: false, IsRequest: true })
        {
            _raiser = suspect;
            _raised.Add(group);
        }
    }

    public void OnMessage(in SipPacket packet, CallContext calls, Verdict verdict)
    {
        if (packet.Message.IsRequest)
        {
            OnRequest(packet, calls, verdict);
        }
        else if (calls is { HasTransaction: true, Transaction.WasDropped: true })
        {
            OnStopped(packet, calls);
        }
        else if (packet.Message is { StatusCode: >= 180 and < 190, CSeq.Method: SipMethod.Invite } && _suspects.GetValueOrDefault(AskerOf(packet, calls)) is { IsWatched: true } asker)
        {
            asker.OnRinging(packet.Message);
        }
        else if (packet.Message.StatusCode is >= 200 and < 700)
        {
            OnFinal(packet, calls);
        }

        _raised.Clear();
        _raiser = null;
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private void OnRequest(in SipPacket packet, CallContext calls, Verdict verdict)
    {
        _requests.Add(packet);
        if (packet.Message.Method is SipMethod.Bye && verdict is not Verdict.Drop)
        {
            _premium.End(calls, packet.Time);
        }

        if (verdict is Verdict.Drop && (_raiser ?? _suspects.GetValueOrDefault(packet.Origin.Address)) is { } dropped)
        {
            dropped.OnDropped();
        }
        else if (_raiser is not null)
        {
            _raiser.Expect(packet, calls, _raised);
        }
    }

    private void OnFinal(in SipPacket packet, CallContext calls)
    {
        var asker = AskerOf(packet, calls);
        var isUp = packet.Message.StatusCode < 300 && packet.Message.CSeq.Method is SipMethod.Invite && calls.HasCall && calls.Call.Answered == packet.Time;
        if (isUp)
        {
            At(asker).OnAnsweredCall(_premium.Answer(packet, calls));
        }

        // Of one who was never refused or accused no more than that is kept.
        if (IsRefusal(packet.Message.StatusCode, calls) || _suspects.GetValueOrDefault(asker) is { IsWatched: true })
        {
            At(asker).OnFinal(packet, calls, capture.PlaceOf(packet));
        }
    }

    // In a capture it is answered all the same.
    private void OnStopped(in SipPacket packet, CallContext calls)
    {
        if (packet.Message.StatusCode is >= 200 and < 300)
        {
            _suspects.GetValueOrDefault(AskerOf(packet, calls))?.OnStopped();
        }
    }

    private static NetAddress AskerOf(in SipPacket packet, CallContext calls) => calls.HasTransaction ? calls.Transaction.Origin.Address : packet.Target.Address;

    // A response returns its request's From, To, Via, Call-ID and CSeq as they were: what is wrong in them is its asker's.
    private bool Repeats(in Alert alert, in SipPacket packet) =>
        packet.Message is { IsEmpty: false, IsRequest: false }
        && alert.Source.Address == packet.Source.Address
        && alert.Event is { Gid: Gid.Sip, Family.Name: "syntax" or "mandatory" }
        && _suspects.GetValueOrDefault(packet.Target.Address) is { } asker
        && (asker.Worst < Severity.Low || asker.Events.Any(alert.Event.Sid));

    private Suspect AccusedOf(in Alert alert, in SipPacket packet)
    {
        var accused = alert.Source.Address.IsNone ? packet.Source.Address : alert.Source.Address;
        if (FloodCounts.CountsTarget(alert.Event) && packet.Message is { IsEmpty: false, IsRequest: true })
        {
            accused = _requests.MakerOf(alert, packet);
            if (accused.IsNone)
            {
                return FloodOn(packet.Target.Address);
            }
        }

        return At(accused);
    }

    private Suspect FloodOn(NetAddress target)
    {
        if (!_floods.TryGetValue(target, out var flood))
        {
            flood = new(default) { FloodsTarget = true };
            if (_floods.Count < capacity)
            {
                _floods.Add(target, flood);
            }
        }

        return flood;
    }

    // The first challenge of a request is ordinary, and so is what a phone says of itself.
    private static bool IsRefusal(int status, CallContext calls) => status switch
    {
        401 or 407 => calls is { HasTransaction: true, Transaction.HasCredentials: true },
        480 or 486 or 487 or 600 or 603 => false,
        _ => status >= 400,
    };

    private Suspect At(NetAddress address)
    {
        if (_suspects.TryGetValue(address, out var suspect))
        {
            return suspect;
        }

        // Nobody who is accused gives way; so many are accused only where sources are forged, and the rest of them is one.
        while (_suspects.Count >= capacity && _oldest.TryDequeue(out var oldest))
        {
            if (oldest.Alerts == 0)
            {
                _ = _suspects.Remove(oldest.Address);
            }
        }

        if (_suspects.Count >= capacity)
        {
            return _rest ??= new(default);
        }

        suspect = new(address);
        _suspects.Add(address, suspect);
        _oldest.Enqueue(suspect);
        return suspect;
    }
}
