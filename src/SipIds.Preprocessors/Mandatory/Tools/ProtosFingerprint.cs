namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>The PROTOS test suite c07-sip: the number of the case ends the branch, and is the local part of the Call-ID and the From tag.</summary>
internal static class ProtosFingerprint
{
    private static ReadOnlySpan<byte> BranchStart => "z9hG4bK000"u8;

    public static ReadOnlySpan<byte> Description => "PROTOS c07-sip"u8;

    // Either may be the field that the case breaks, so one is enough beside the branch.
    public static bool Matches(in MandatoryFields fields)
    {
        var branch = fields.Branch;
        if (!branch.StartsWith(BranchStart) || branch[BranchStart.Length..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        var at = fields.CallId.IndexOf((byte)'@');
        return (at > 0 && IsCase(fields.CallId[..at], branch)) || (IsCase(fields.FromTag, branch) && fields.From.DisplayName.SequenceEqual(fields.FromTag));
    }

    // The branch holds the number twice, with leading zeros.
    private static bool IsCase(ReadOnlySpan<byte> number, ReadOnlySpan<byte> branch) =>
        !number.IsEmpty && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && BranchStart.Length + number.Length <= branch.Length
        && branch.EndsWith(number) && branch[BranchStart.Length..^number.Length].IndexOf(number) >= 0;
}
