namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>Viproy: the word <c>branch</c> and ten letters or digits in place of the cookie.</summary>
internal static class ViproyFingerprint
{
    /// <summary>The length of its branch in bytes.</summary>
    public const int BranchLength = 16;

    private static ReadOnlySpan<byte> BranchStart => "branch"u8;

    public static ReadOnlySpan<byte> Description => "Viproy"u8;

    public static bool Matches(in MandatoryFields fields) =>
        fields.Branch.StartsWith(BranchStart)
        && IsAlphanumeric(fields.Branch[BranchStart.Length..]) && fields.Via.HasRPort;

    private static bool IsAlphanumeric(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)value))
            {
                return false;
            }
        }

        return true;
    }
}
