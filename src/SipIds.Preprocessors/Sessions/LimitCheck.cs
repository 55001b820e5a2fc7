using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3005: how many calls may be live at once (the SIP preprocessor's <c>limit</c>).</summary>
internal sealed class LimitCheck(int limit, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3005, "session-limit", Severity.Medium, EventAction.Drop,
        "More live calls than `limit`, through one of `proxy_ip` or in all where none is set.")
    {
        Title = "Call beyond its limits",
        Classification = EventClass.AttemptedDos,
        Drop = "The INVITE that would be one call too many, whoever sends it, and its retransmissions; no emergency call. " + DropReach.Calls,
        Settings = ["limit", "proxy_ip", "call_table.capacity"],
        FalseAlarm = "More calls than the default expects: set `limit` to what your proxies carry, and `call_table.capacity` to three times as many.",
    };

    private static readonly CountedQuantity s_quantity = new("limit", "proxy", Event);

    public void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        // A further hop or branch of a call that is live already makes none more.
        if (context.HasCall && context.Call.IsLive)
        {
            return;
        }

        var live = services.Calls.LiveCallsThrough(packet.Source.Address, packet.Target.Address, out var proxy);
        if (live >= limit || inspection.IsMeasured)
        {
            var name = proxy.IsNone ? "in all"u8 : NameOf(proxy, stackalloc byte[64]);
            inspection.Counted(s_quantity, services.Hasher.Hash(proxy), name, live + 1, limit);
            if (live >= limit)
            {
                inspection.Report(Event, live + 1, limit, default, name);
            }
        }
    }

    private static ReadOnlySpan<byte> NameOf(NetAddress proxy, Span<byte> buffer) =>
        proxy.TryFormat(buffer, out var written, default, null) ? buffer[..written] : default;
}
