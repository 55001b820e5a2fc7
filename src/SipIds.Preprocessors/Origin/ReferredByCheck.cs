using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Origin;

/// <summary>5006: an INVITE in the name of a referrer comes from whom the REFER was sent to.</summary>
internal static class ReferredByCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5006, "origin-referred-by", Severity.Medium, EventAction.Alert,
        "An INVITE whose Referred-By and Request-URI copy a REFER that went to somebody else (RFC 3892 §6.1, cut and paste): it reaches the target in the referrer's name.")
    {
        Title = "Copied Referred-By",
        Drop = DropReach.Nothing,
        Settings = ["origin.referrals"],
        FalseAlarm = "A transfer through a back-to-back agent that passes Referred-By on to a leg of its own.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, ReferralTable referrals)
    {
        if (packet.Message.Has(SipHeaderId.ReferredBy) && !inspection.Call.IsInDialog)
        {
            Judge(packet, inspection, referrals);
        }
    }

    private static void Judge(in SipPacket packet, Inspection inspection, ReferralTable referrals)
    {
        var place = referrals.PlaceOf(packet);
        if (place < 0)
        {
            return;
        }

        // A further hop of the referee's own INVITE comes from a proxy.
        ref readonly var referral = ref referrals.At(place);
        var isOfReferee = referral.WentTo(packet.Origin.Address) || referral.WentTo(packet.Source.Address)
            || (inspection.Call.HasCall && referral.WentTo(inspection.Call.Call.Caller.First.Address));
        if (!isOfReferee)
        {
            ExpectedOrigin.Report(inspection, Event, referral.First);
        }
    }
}
