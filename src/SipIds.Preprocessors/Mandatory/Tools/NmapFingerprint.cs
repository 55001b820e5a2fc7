namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>Nmap's version probe: one constant OPTIONS.</summary>
internal static class NmapFingerprint
{
    /// <summary>The length of its branch in bytes.</summary>
    public const int BranchLength = 3;

    private const int Number = 42;

    public static ReadOnlySpan<byte> Description => "Nmap"u8;

    public static bool Matches(in MandatoryFields fields) =>
        fields.Branch.SequenceEqual("foo"u8) && fields.FromTag.SequenceEqual("root"u8) && fields.CSeq.Number == Number;
}
