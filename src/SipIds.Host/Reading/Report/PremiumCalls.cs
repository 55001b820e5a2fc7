using SipIds.Calls;
using SipIds.Host.Pages;
using SipIds.Packets;
using SipIds.Preprocessors.Toll;
using SipIds.State;

namespace SipIds.Host.Reading.Report;

/// <summary>The answered calls of a capture to <c>toll.prefixes</c>.</summary>
internal sealed class PremiumCalls(TollPrefixes prefixes)
{
    private const int Most = 20_000;
    private const int MaxNumber = 64;

    private readonly Dictionary<StateKey, PremiumCall> _calls = [];

    /// <summary>The call that a response has just answered, if it goes to a premium number.</summary>
    public PremiumCall? Answer(in SipPacket packet, CallContext calls)
    {
        var user = packet.Message.To.Uri.User;
        if (_calls.Count >= Most || _calls.ContainsKey(calls.CallKey) || !prefixes.TryFind(user, out var prefix))
        {
            return null;
        }

        var call = new PremiumCall(PacketText.Keep(user, MaxNumber), PacketText.Keep(prefix.Text, MaxNumber), packet.Time);
        _calls.Add(calls.CallKey, call);
        return call;
    }

    /// <summary>Takes note of a BYE that passes.</summary>
    public void End(CallContext calls, Timestamp time)
    {
        if (_calls.TryGetValue(calls.CallKey, out var call) && call.Ended == default)
        {
            call.Ended = time;
        }
    }
}
