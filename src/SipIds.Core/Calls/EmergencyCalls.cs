using SipIds.Calls.Standings;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>Which messages belong to an emergency call, and pass whatever they raise: an INVITE to one of <c>emergency</c>, and its dialog.</summary>
internal sealed class EmergencyCalls(KeyHasher hasher)
{
    private const int Origins = 1024;

    private readonly KeyedCounter _calls = new(Origins, TimeSpan.FromMinutes(1));
    private EmergencyNumbers _numbers = new([]);
    private int _rate;

    /// <summary>Goes on with other settings.</summary>
    public void Change(IReadOnlyList<string> numbers, int rate) => (_numbers, _rate) = (new(numbers), rate);

    /// <summary>Whether the message is exempt. Above the rate of one origin (<c>emergency_rate</c>) what anybody may have forged is not.</summary>
    public bool Exempts(in SipPacket packet, CallContext context)
    {
        if (context.IsInDialog || packet.Message.Method is SipMethod.Cancel)
        {
            return context.HasCall && context.Call.Is(CallFlags.Emergency) && (context.TagsMatch || (context.HasTransaction && context.Transaction.Source == packet.Source));
        }

        return _numbers.AreCalledBy(packet.Message)
            && (_calls.Count(KeyOf(packet), packet.Time) < _rate || Standing.IsOwn(packet, context) || context.Standing.IsReachable(packet.Origin.Address, packet.Time));
    }

    /// <summary>Takes in an exempt INVITE that passes.</summary>
    public void OnInvite(in SipPacket packet) => _ = _calls.Add(KeyOf(packet), packet.Time);

    private StateKey KeyOf(in SipPacket packet) => SourceKey.Of(packet.Origin.Address, hasher).Key;
}
