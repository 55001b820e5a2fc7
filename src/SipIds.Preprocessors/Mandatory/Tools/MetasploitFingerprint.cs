namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>Metasploit's SIP modules: a constant From tag, or a Call-ID of three digits and the target's address without tag and branch.</summary>
internal static class MetasploitFingerprint
{
    private const int NumberLength = 3;

    private static ReadOnlySpan<byte> ScannerTag => "70c00e8c"u8;

    private static ReadOnlySpan<byte> ScannerBranch => "z9hG4bK."u8;

    public static ReadOnlySpan<byte> Description => "Metasploit"u8;

    public static bool Matches(in MandatoryFields fields) => IsScanner(fields) || IsSpoofer(fields);

    // options, enumerator
    private static bool IsScanner(in MandatoryFields fields) =>
        fields.FromTag.Length == ScannerTag.Length && fields.FromTag.SequenceEqual(ScannerTag) && fields.Branch.StartsWith(ScannerBranch);

    // sip_invite_spoof, sip_deregister
    private static bool IsSpoofer(in MandatoryFields fields) =>
        fields.Branch.IsEmpty && fields.FromTag.IsEmpty && !fields.Via.Host.IsEmpty
        && fields.CallId.Length == NumberLength + fields.Via.Host.Length
        && fields.CallId.EndsWith(fields.Via.Host)
        && fields.CallId[0] == '1' && !fields.CallId[..NumberLength].ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
