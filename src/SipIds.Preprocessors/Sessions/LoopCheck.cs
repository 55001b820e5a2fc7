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
        "One Call-ID and CSeq coming round with a growing Via stack, or forking past `max_forks` (RFC 5393 §3: amplification); one host in Via more often than half of it.");

    public void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if (context.Branches > maxForks)
        {
            inspection.Report(Event, context.Branches, maxForks, default, default);
        }
        else if (context.Branches > maxForks / 2)
        {
            InspectRounds(packet.Message, inspection);
        }
    }

    // Where the sensor sees one of the hops of a loop, each round is one branch, and Max-Forwards may end it before there are too many.
    private void InspectRounds(in SipMessage message, Inspection inspection)
    {
        var top = message.Via;
        var rounds = 0;
        foreach (var line in message.All(SipHeaderId.Via))
        {
            foreach (var value in new SipValues(line.Value))
            {
                var via = SipVia.Parse(value, out var parts);
                rounds += via.Port == top.Port && via.Host.SequenceEqual(top.Host) ? 1 : 0;
            }
        }

        if (rounds > maxForks / 2)
        {
            inspection.Report(Event, rounds, maxForks / 2, default, top.Host);
        }
    }
}
