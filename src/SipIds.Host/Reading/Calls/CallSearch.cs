using System.Text;
using SipIds.Calls;
using SipIds.Host.Pages;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Host.Reading.Calls;

/// <summary>Looks for the call that <c>--call</c> names, by its Call-ID or the beginning of it, and keeps the ladders of those that may be meant.</summary>
internal sealed class CallSearch(string wanted, RaisedEvents raised) : IMessageObserver
{
    // With more of the same beginning the user is asked to be precise.
    private const int MaxCandidates = 8;

    private const int MaxCallId = 1024;

    private readonly KeyHasher _hasher = KeyHasher.CreateSecret();
    private readonly string _wanted = Printable.Of(wanted);
    private readonly byte[] _wantedBytes = Encoding.UTF8.GetBytes(wanted);
    private readonly Dictionary<StateKey, Ladder> _candidates = [];
    private bool _areMore;
    private bool _isExact;
    private string? _nearest;
    private int _nearness;

    /// <summary>The ladder of the call; null where none or several may be meant.</summary>
    public Ladder? Found => _candidates.Count == 1 && !_areMore ? _candidates.Values.Single() : null;

    /// <summary>Says why there is no ladder.</summary>
    public string Explain() => (_candidates.Count, _nearest) switch
    {
        (> 0, _) => $"several calls have a Call-ID that begins with '{_wanted}': {string.Join(", ", _candidates.Values.Select(c => $"'{c.CallId}'"))}{(_areMore ? " and more" : "")}",
        (_, { } near) => $"no call has a Call-ID that begins with '{_wanted}'; the nearest is '{near}', and --calls lists them all",
        _ => $"no call has a Call-ID that begins with '{_wanted}'; --calls lists them all",
    };

    public void OnMessage(in SipPacket packet, CallContext calls, Verdict verdict)
    {
        var callId = packet.Message.CallId;
        var key = _hasher.Hash(callId);
        if (!_candidates.TryGetValue(key, out var ladder))
        {
            ladder = Match(callId, key, packet);
        }

        ladder?.Add(
            packet,
            _hasher.Hash(packet.Payload).With(_hasher.Hash(packet.Source)).With(_hasher.Hash(packet.Target)),
            calls.IsRetransmission && calls.Transaction.Target == packet.Target,
            verdict is Verdict.Drop,
            [.. raised.Of(packet).Select(e => e.Name)]);
    }

    private Ladder? Match(ReadOnlySpan<byte> callId, StateKey key, in SipPacket packet)
    {
        if (_isExact || callId.IsEmpty)
        {
            return null;
        }

        if (!callId.StartsWith(_wantedBytes) && !Printable.Of(PacketText.Keep(callId, MaxCallId)).StartsWith(_wanted, StringComparison.Ordinal))
        {
            Near(callId);
            return null;
        }

        var shown = Printable.Of(PacketText.Keep(callId, MaxCallId));
        _isExact = callId.SequenceEqual(_wantedBytes) || string.Equals(shown, _wanted, StringComparison.Ordinal);
        if (_isExact)
        {
            _candidates.Clear();
            _areMore = false;
        }
        else if (_candidates.Count == MaxCandidates)
        {
            _areMore = true;
            return null;
        }

        var ladder = new Ladder(shown, packet);
        _candidates.Add(key, ladder);
        return ladder;
    }

    // The nearest holds what was asked for somewhere, or else begins like it for at least half of its length.
    private void Near(ReadOnlySpan<byte> callId)
    {
        var nearness = callId.IndexOf(_wantedBytes) >= 0 ? int.MaxValue : callId.CommonPrefixLength(_wantedBytes);
        if (nearness > _nearness && nearness >= _wantedBytes.Length / 2)
        {
            _nearness = nearness;
            _nearest = Printable.Of(PacketText.Keep(callId, MaxCallId));
        }
    }
}
