using SipIds.Calls;
using SipIds.Calls.Media;
using SipIds.Host.Pages;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Host.Reading.Calls;

/// <summary>What is kept of one call for the list: it outlives the call table's entry.</summary>
internal sealed class ListedCall
{
    private const int MaxPath = 6;
    private const int MaxCallId = 256;
    private const int MaxUri = 128;

    private readonly List<NetEndpoint> _path;

    // The way of the answer, from the branch of a forked INVITE that answered to the caller.
    private readonly List<NetEndpoint> _answer = [];
    private CallState _state;
    private CallFlags _flags;
    private Timestamp _answered;
    private Timestamp _hungUp;
    private Timestamp _expires;

    public ListedCall(StateKey key, in SipPacket packet)
    {
        var message = packet.Message;
        Key = key;
        Started = packet.Time;
        CallId = PacketText.Keep(message.CallId, MaxCallId);
        From = PacketText.Keep(message.From.Uri.Text, MaxUri);
        To = PacketText.Keep(message.To.Uri.Text, MaxUri);
        Transport = packet.Transport;
        _path = [packet.Source, packet.Target];
    }

    /// <summary>What it is found by.</summary>
    public StateKey Key { get; set; }

    /// <summary>When its first message was seen.</summary>
    public Timestamp Started { get; }

    public string CallId { get; }

    public string From { get; }

    public string To { get; }

    public Transport Transport { get; }

    /// <summary>The endpoints on the way of the INVITE, the caller's first; of one that forked, on the way to the branch that answered.</summary>
    public IReadOnlyList<NetEndpoint> Path => _answer.Count > 0 && _answer[0].Address == _path[0].Address ? _answer : _path;

    public long Messages { get; private set; }

    public long Dropped { get; private set; }

    public long Alerts { get; private set; }

    /// <summary>The status code that the INVITE got last; 0 while it got none.</summary>
    public int FinalStatus { get; private set; }

    /// <summary>The media that the two sides agreed on last.</summary>
    public CallMedia Media { get; private set; }

    /// <summary>When the call table's entry began; default before there was one.</summary>
    public Timestamp Tracked { get; private set; }

    public bool HasEnded => _state is CallState.Ended;

    public bool IsEstablished => _state is CallState.WaitAck or CallState.Active;

    /// <summary>Whether it was first seen in its middle.</summary>
    public bool IsAdopted => _flags.HasFlag(CallFlags.Adopted);

    /// <summary>Whether it waits to give way to newer calls.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether it has not given way yet.</summary>
    public bool IsListed { get; set; } = true;

    private bool IsAnswered => _flags.HasFlag(CallFlags.Answered);

    public void Count(in SipPacket packet, Verdict verdict, int alerts)
    {
        Messages++;
        Alerts += alerts;
        Dropped += verdict is Verdict.Drop ? 1 : 0;
        if (packet.Message.Method is SipMethod.Invite && !packet.Message.To.HasTag && packet.Source.Address == _path[^1].Address
            && _path.Count < MaxPath && !_path.Contains(packet.Target))
        {
            _path.Add(packet.Target);
        }
    }

    /// <summary>Takes note of a 2xx to the INVITE that passed: each goes one hop further to the caller.</summary>
    public void Answer(in SipPacket packet)
    {
        if (_answer.Count == 0)
        {
            _answer.Add(packet.Target);
            _answer.Add(packet.Source);
        }
        else if (_answer[0].Address == packet.Source.Address && _answer.Count < MaxPath && !_answer.Contains(packet.Target))
        {
            _answer.Insert(0, packet.Target);
        }
    }

    /// <summary>Takes over what the call table says after a message that passed.</summary>
    public void Follow(in Call call, Timestamp now)
    {
        var wasUp = IsEstablished;
        Tracked = call.Started;
        _state = call.State;
        _flags = call.Flags;
        _answered = call.Answered;
        _expires = call.Expires;
        FinalStatus = call.FinalStatus;
        Media = call.Media;
        _hungUp = IsEstablished ? default : wasUp || (IsAnswered && _hungUp == default) ? now : _hungUp;
    }

    /// <summary>What became of it by the end of the capture.</summary>
    public CallOutcome OutcomeAt(Timestamp end) => _state switch
    {
        _ when Tracked == default => CallOutcome.Dropped,
        _ when IsAnswered => IsEstablished ? CallOutcome.Established : CallOutcome.Answered,
        _ when _flags.HasFlag(CallFlags.Cancelled) && FinalStatus is 0 or 401 or 407 or 487 => CallOutcome.Cancelled,
        CallState.WaitFinal => CallOutcome.NoAnswer,
        CallState.Early => _expires > end ? CallOutcome.Ringing : CallOutcome.NoAnswer,

        // RFC 3261 §15: a BYE ends an early dialog as a CANCEL does, and 487 is the answer to both.
        CallState.Closing => CallOutcome.Cancelled,
        _ when FinalStatus is 0 or 487 => CallOutcome.Cancelled,
        _ => FinalStatus is 401 or 407 ? CallOutcome.Challenged : CallOutcome.Failed,
    };

    /// <summary>From the answer to the BYE, or to the end of the capture; null for a call that was not answered.</summary>
    public TimeSpan? TalkAt(Timestamp end) => IsAnswered ? (_hungUp == default ? end : _hungUp) - _answered : null;
}
