using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4009: re-INVITEs and UPDATEs in one call.</summary>
internal sealed class ReinviteCheck(ThresholdsOptions options, PreprocessorServices services, BoundedTable<CountedWindow> calls, LimitShares shares)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4009, "reinvite-flood", Severity.Medium, EventAction.Drop,
        "One call was sent more re-INVITEs and UPDATEs in `period` than `reinvites` allows (RFC 3261 §14, RFC 3311).")
    {
        Title = "re-INVITE flood in one call",
        Drop = "re-INVITEs and UPDATEs of that call beyond the limit, with their retransmissions, of its two sides only what exceeds it without what others send. The call goes on, and its BYE passes.",
        Settings = ["reinvites", "period", "standing_grace", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A session timer of a few seconds, or a conference that renegotiates for each who joins: raise `reinvites`.",
    };

    private static readonly CountedQuantity s_quantity = new("reinvites", "call", Event);

    private readonly Sightings _seen = services.Keep("reinvites", () => new Sightings(options.Users / 4));
    private readonly Threshold _reinvites = new(s_quantity, options.Reinvites, services.Settings.Period, calls, shares);

    /// <summary>Counts an INVITE or UPDATE inside a dialog.</summary>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        var message = packet.Message;
        var call = inspection.Call.CallKey;
        if (_seen.IsNew(call.With((ulong)message.Method).With(message.CSeq.Number), packet))
        {
            _reinvites.Count(call, message.CallId, packet, StandingRules.AsParty, inspection);
        }
    }
}
