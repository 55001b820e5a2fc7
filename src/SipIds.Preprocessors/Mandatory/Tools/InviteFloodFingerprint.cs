namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>inviteflood: one counter, ten digits with leading zeros, is CSeq and the end of the branch, the From tag and the Call-ID.</summary>
internal static class InviteFloodFingerprint
{
    private const int CounterLength = 10;

    public static ReadOnlySpan<byte> Description => "inviteflood"u8;

    public static bool Matches(in MandatoryFields fields)
    {
        var cseq = fields.CSeq.Text;
        if (cseq.Length <= CounterLength || cseq[0] != '0' || cseq[CounterLength] != ' ')
        {
            return false;
        }

        var counter = cseq[..CounterLength];
        return fields.Branch.EndsWith(counter) && fields.FromTag.EndsWith(counter) && fields.CallId.EndsWith(counter);
    }
}
