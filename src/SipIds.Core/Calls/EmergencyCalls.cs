using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>Which messages belong to an emergency call, and pass whatever they raise: an INVITE to one of <c>emergency</c>, and its dialog.</summary>
internal sealed class EmergencyCalls(KeyHasher hasher)
{
    private const int Origins = 1024;

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(2);

    private readonly KeyedCounter _calls = new(Origins, TimeSpan.FromMinutes(1));
    private readonly KeyedCounter _lines = new(Origins, s_longest);
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
            && (_calls.Count(KeyOf(packet.Origin.Address), packet.Time) < _rate || Standing.IsOwn(packet, context) || context.Standing.IsReachable(packet.Origin.Address, packet.Time));
    }

    /// <summary>Takes in an exempt INVITE that passes.</summary>
    public void OnInvite(in SipPacket packet)
    {
        _ = _calls.Add(KeyOf(packet.Origin.Address), packet.Time);
        _ = _lines.Add(KeyOf(packet.Source.Address), packet.Time);
        _ = _lines.Add(KeyOf(packet.Target.Address), packet.Time);
    }

    /// <summary>Whether an address is at either end of an emergency call of the last two hours.</summary>
    public bool IsLine(NetAddress address, Timestamp now) => _lines.Count(KeyOf(address), now) > 0;

    public void OnTick(Timestamp now) => _lines.Sweep(now);

    private StateKey KeyOf(NetAddress address) => SourceKey.Of(address, hasher).Key;
}
