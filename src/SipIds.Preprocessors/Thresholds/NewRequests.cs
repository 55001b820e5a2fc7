using SipIds.Calls;
using SipIds.Sip;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Says which requests are new attempts. A To tag alone hides none of them.</summary>
internal sealed class NewRequests(int capacity)
{
    private readonly Sightings _claims = new(capacity);

    public bool Includes(in SipPacket packet, CallContext calls) =>
        calls.IsNewAttempt || (calls.IsInDialog && !calls.HasCall && !calls.IsBlind && IsNewWithTag(packet, calls));

    // Registrars and servers take no notice of a To tag where there is no dialog, or answer 481: either way it is work.
    // The dialogs of SUBSCRIBE, NOTIFY and REFER are not in the call table.
    private bool IsNewWithTag(in SipPacket packet, CallContext calls)
    {
        var message = packet.Message;
        return message.Method is SipMethod.Register or SipMethod.Invite or SipMethod.Options or SipMethod.Message or SipMethod.Publish or SipMethod.Extension
            && _claims.IsNew(calls.CallKey.With((ulong)message.Method).With(message.CSeq.Number), packet);
    }
}
