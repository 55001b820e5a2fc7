using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>erase_registrations: removes every binding with CSeq 100, Max-Forwards 16 and a branch without the cookie.</summary>
internal static class EraseRegistrationsFingerprint
{
    private const int Number = 100;

    public static ReadOnlySpan<byte> Description => "erase_registrations"u8;

    public static bool Matches(in MandatoryFields fields) =>
        fields.CSeq.Number == Number
        && fields.Message.Method is SipMethod.Register
        && fields.Message.ValueOf(SipHeaderId.MaxForwards).SequenceEqual("16"u8)
        && fields.Message.ValueOf(SipHeaderId.Contact).SequenceEqual("*"u8)
        && fields.Message.ValueOf(SipHeaderId.Expires).SequenceEqual("0"u8)
        && !BranchCookieCheck.HasCookie(fields.Branch);
}
