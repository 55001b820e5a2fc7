using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Sip;

namespace SipIds.Host.Reading.Report;

/// <summary>What a capture holds of attacks: who is accused of what, and what came of it. The answers to a sender are noted before it is accused, too.</summary>
internal sealed class Findings(int capacity = Findings.DefaultCapacity) : IEventOutput, IMessageObserver
{
    private const int DefaultCapacity = 20_000;

    private readonly Dictionary<NetAddress, Suspect> _suspects = [];
    private readonly Queue<Suspect> _oldest = new();
    private readonly List<EventGroup> _raised = [];
    private Suspect? _raiser;
    private Suspect? _rest;

    public string Name => "report";

    public long Lost => 0;

    public string? Fault => null;

    /// <summary>All alerts.</summary>
    public long Alerts { get; private set; }

    /// <summary>All alerts by event.</summary>
    public EventGroups Events { get; } = new();

    /// <summary>Those who are accused of something, the worst first.</summary>
    public IReadOnlyList<Suspect> Accused =>
        [.. _suspects.Values.Concat(_rest is null ? [] : [_rest]).Where(s => s.Alerts > 0).OrderBy(s => s.Worst).ThenByDescending(s => Outcome.Of(s).HasSucceeded).ThenByDescending(s => s.Alerts)];

    public void Write(in Alert alert, in SipPacket packet)
    {
        Alerts++;
        _ = Events.Add(alert, packet);
        var suspect = At(alert.Source.Address.IsNone ? packet.Source.Address : alert.Source.Address);
        var group = suspect.Add(alert, packet);
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
        var asker = calls.HasTransaction ? calls.Transaction.Origin.Address : packet.Target.Address;
        var isUp = packet.Message.StatusCode < 300 && packet.Message.CSeq.Method is SipMethod.Invite && calls.HasCall && calls.Call.Answered == packet.Time;
        if (isUp)
        {
            At(asker).OnAnsweredCall();
        }

        // Of one who was never refused or accused no more than that is kept.
        if (IsRefusal(packet.Message.StatusCode, calls) || _suspects.GetValueOrDefault(asker) is { IsWatched: true })
        {
            At(asker).OnFinal(packet, calls);
        }
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
