namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>Mr.SIP: draws digits and letters without putting them back, so its branch is a permutation of the ten digits and 27 of its Call-ID's characters never repeat.</summary>
internal static class MrSipFingerprint
{
    /// <summary>The length of its branch in bytes.</summary>
    public const int BranchLength = 18;

    private const int CallIdLetters = 27;
    private const int CallIdDigits = 5;
    private const int TagLength = 6;

    private static ReadOnlySpan<byte> BranchStart => "z9hG4bK-"u8;

    public static ReadOnlySpan<byte> Description => "Mr.SIP"u8;

    // By chance: 10!/10^10 for the branch, and 10^-5 for the Call-ID of the same message.
    public static bool Matches(in MandatoryFields fields) =>
        fields.FromTag.Length == TagLength
        && fields.Branch.StartsWith(BranchStart)
        && IsDigits(fields.FromTag)
        && IsDigits(fields.Branch[BranchStart.Length..]) && NeverRepeats(fields.Branch[BranchStart.Length..])
        && IsCallId(fields.CallId);

    private static bool IsCallId(ReadOnlySpan<byte> callId)
    {
        const int Length = CallIdLetters + CallIdDigits;
        return callId.Length >= Length
            && (callId.Length == Length || callId[Length] == '@')
            && NeverRepeats(callId[..CallIdLetters]) && IsDigits(callId[CallIdLetters..Length]);
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    // Digits and lower-case letters, each at most once.
    private static bool NeverRepeats(ReadOnlySpan<byte> text)
    {
        var seen = 0UL;
        foreach (var value in text)
        {
            var bit = char.IsAsciiDigit((char)value) ? value - '0' : char.IsAsciiLetterLower((char)value) ? value - 'a' + 10 : -1;
            if (bit < 0 || (seen & (1UL << bit)) != 0)
            {
                return false;
            }

            seen |= 1UL << bit;
        }

        return true;
    }
}
