using SipIds.Calls;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Host.Reading.Calls;

/// <summary>Every call of a capture, as far as there is room: ended calls give way first, the one that ended longest ago before the others.</summary>
internal sealed class CallList(RaisedEvents raised, int capacity = CallList.DefaultCapacity) : IMessageObserver
{
    public const int DefaultCapacity = 100_000;

    // An established call is given up only where so many in a row are established.
    private const int MaxPassedOver = 16;

    private readonly KeyHasher _hasher = KeyHasher.CreateSecret();
    private readonly Dictionary<StateKey, ListedCall> _calls = [];
    private readonly Queue<ListedCall> _ended = new();
    private readonly Queue<ListedCall> _begun = new();
    private ulong _earlier;

    /// <summary>The calls that are wanted, in order of their start.</summary>
    public IEnumerable<ListedCall> Calls => _calls.Values.Where(call => Wants(call.Started)).OrderBy(call => call.Started);

    /// <summary>Whether a call that starts at a moment is wanted.</summary>
    public Func<Timestamp, bool> Wants { get; set; } = static _ => true;

    /// <summary>Calls that gave way.</summary>
    public long LeftOut { get; private set; }

    public void OnMessage(in SipPacket packet, CallContext calls, Verdict verdict)
    {
        ref readonly var tracked = ref calls.Call;
        var passes = verdict is Verdict.Pass && calls.HasCall;
        var key = _hasher.Hash(packet.Message.CallId);
        if (!_calls.TryGetValue(key, out var call) || (passes && call.Tracked != default && call.Tracked != tracked.Started))
        {
            if (!Begins(packet.Message, tracked))
            {
                return;
            }

            call = Add(key, packet);
        }

        call.Count(packet, verdict, raised.Of(packet).Count);
        if (passes)
        {
            call.Follow(tracked, packet.Time);
            if (!packet.Message.IsRequest && packet.Message.StatusCode is >= 200 and < 300 && packet.Message.CSeq.Method is SipMethod.Invite
                && calls.HasTransaction && !calls.Transaction.IsInDialog && calls.IsAnswer(packet))
            {
                call.Answer(packet);
            }

            Queue(call);
        }
    }

    private static bool Begins(in SipMessage message, in Call tracked) =>
        (message.Method is SipMethod.Invite && !message.To.HasTag) || (tracked.Is(CallFlags.Adopted) && tracked.IsLive);

    private ListedCall Add(StateKey key, in SipPacket packet)
    {
        if (_calls.Remove(key, out var earlier))
        {
            // Another call with the same Call-ID: the one before stays in the list.
            earlier.Key = key.With(++_earlier);
            _calls.Add(earlier.Key, earlier);
        }

        if (_calls.Count >= capacity)
        {
            GiveWay();
        }

        var call = new ListedCall(key, packet);
        _calls.Add(key, call);
        _begun.Enqueue(call);
        return call;
    }

    private void Queue(ListedCall call)
    {
        if (call.HasEnded && !call.IsQueued)
        {
            call.IsQueued = true;
            _ended.Enqueue(call);
        }
    }

    private void GiveWay()
    {
        LeftOut++;
        while (_ended.TryDequeue(out var call))
        {
            call.IsQueued = false;
            if (call.HasEnded && TryRemove(call))
            {
                Tidy();
                return;
            }
        }

        for (var passedOver = 0; _begun.TryDequeue(out var call);)
        {
            if (call.IsListed && call.IsEstablished && passedOver++ < MaxPassedOver)
            {
                _begun.Enqueue(call);
            }
            else if (TryRemove(call))
            {
                return;
            }
        }
    }

    // A call that gave way earlier may stand in a queue still, and another one may have its Call-ID now.
    private bool TryRemove(ListedCall call)
    {
        var isListed = call.IsListed;
        call.IsListed = false;
        return isListed && _calls.Remove(call.Key);
    }

    // Calls that ended and gave way still stand among those that began.
    private void Tidy()
    {
        if (_begun.Count <= 2 * capacity)
        {
            return;
        }

        for (var count = _begun.Count; count > 0; count--)
        {
            var call = _begun.Dequeue();
            if (call.IsListed)
            {
                _begun.Enqueue(call);
            }
        }
    }
}
