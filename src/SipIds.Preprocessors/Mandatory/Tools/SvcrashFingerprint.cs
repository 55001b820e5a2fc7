using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>svcrash: one constant datagram that crashes the SIPVicious that it answers.</summary>
internal static class SvcrashFingerprint
{
    private static ReadOnlySpan<byte> Tag => "683a653a7901746865726501627965"u8;

    private static ReadOnlySpan<byte> Branch => "z9hG4bK-573841574"u8;

    public static ReadOnlySpan<byte> Description => "svcrash"u8;

    // An answer repeats what it answers, and so svcrash's constants; of its own making is Max-Forwards, which no server writes into one.
    public static bool Matches(in MandatoryFields fields) => HasItsConstants(fields) && (fields.Message.IsRequest || fields.Message.Has(SipHeaderId.MaxForwards));

    private static bool HasItsConstants(in MandatoryFields fields) =>
        (fields.FromTag.Length == Tag.Length && fields.FromTag.SequenceEqual(Tag))
        || (fields.To.Tag.Length == Tag.Length && fields.To.Tag.SequenceEqual(Tag))
        || (fields.Branch.Length == Branch.Length && fields.Branch.SequenceEqual(Branch));
}
