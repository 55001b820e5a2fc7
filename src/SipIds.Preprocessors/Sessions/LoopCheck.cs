using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Sip;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3013: one request does not come round again and again (RFC 3261 §16.3, RFC 5393 §3).</summary>
internal sealed class LoopCheck(int maxForks)
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3013, "session-loop", Severity.High, EventAction.Drop,
        "One Call-ID and CSeq coming round with a growing Via stack, or forking past `max_forks` (RFC 5393 §3: amplification).");

    // Two proxies and back with ten devices behind them; a request that is nowhere twice may fork more often.
    private const int MaxRounds = 25;

    private readonly int _maxRounds = Math.Min(MaxRounds, maxForks);

    public void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if (context.Branches > _maxRounds)
        {
            Judge(packet.Message, context.Branches, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipMessage message, int branches, Inspection inspection)
    {
        var limit = ComesRound(message) ? _maxRounds : maxForks;
        if (branches > limit)
        {
            inspection.Report(Event, branches, limit, default, default);
        }
    }

    // Whoever sends the request now has sent it before.
    private static bool ComesRound(in SipMessage message)
    {
        var top = message.Via;
        var count = 0;
        foreach (var line in message.All(SipHeaderId.Via))
        {
            foreach (var value in new SipValues(line.Value))
            {
                var via = SipVia.Parse(value, out var parts);
                count += via.Port == top.Port && via.Host.SequenceEqual(top.Host) ? 1 : 0;
            }
        }

        return count > 1;
    }
}
