using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3013: one request does not come round again and again (RFC 3261 §16.3, RFC 5393 §3).</summary>
internal sealed class LoopCheck(int maxForks)
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3013, "session-loop", Severity.High, EventAction.Drop,
        "One Call-ID and CSeq coming round with a growing Via stack, or forking past `max_forks` (RFC 5393 §3: amplification); or one host more than twelve times in Via.")
    {
        Title = "Request in a loop",
        Classification = EventClass.AttemptedDos,
        Drop = "That copy of the request and its retransmissions. The copies before it have passed.",
        Settings = ["sessions.max_forks"],
        FalseAlarm = "A ring group of more phones than `sessions.max_forks`.",
    };

    // Two proxies and back with ten devices behind them; a request that is nowhere twice may fork more often.
    private const int MaxBranchesOfLoop = 25;

    // Where the sensor sees one of the hops of a loop, each round is one branch, and Max-Forwards (70) ends it before there are too many.
    private const int MaxRounds = 12;

    public void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if (context.Branches > Math.Min(MaxRounds, maxForks))
        {
            Judge(packet, context.Branches, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, int branches, Inspection inspection)
    {
        var message = packet.Message;
        var rounds = RoundsOf(message, packet.Target.Address, out var comesRound);
        var limit = comesRound ? Math.Min(MaxBranchesOfLoop, maxForks) : maxForks;
        if (branches > limit)
        {
            inspection.Report(Event, branches, limit, default, default);
        }
        else if (rounds > MaxRounds)
        {
            inspection.Report(Event, rounds, MaxRounds, default, message.Via.Host);
        }
    }

    // How often whoever sends the request now has sent it, and whether it goes to a host that has sent it: a proxy may come round once, by a server
    // for its services, and ring many phones then, to which it goes for the first time.
    private static int RoundsOf(in SipMessage message, NetAddress target, out bool comesRound)
    {
        var top = message.Via;
        var (rounds, areNamed, isBack) = (0, false, false);
        foreach (var line in message.All(SipHeaderId.Via))
        {
            foreach (var value in new SipValues(line.Value))
            {
                var via = SipVia.Parse(value, out var parts);
                rounds += via.Port == top.Port && via.Host.SequenceEqual(top.Host) ? 1 : 0;
                areNamed |= !NetAddress.TryParse(via.Host, out var host);
                isBack |= host == target || (NetAddress.TryParse(via.Received, out var received) && received == target);
            }
        }

        comesRound = rounds > 1 && (isBack || areNamed);
        return rounds;
    }
}
