using System.Buffers;

namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>sippts: a branch of 71 lower-case letters and digits without the cookie, a Call-ID of 32 hexadecimal digits without a host, a tag of eight.</summary>
internal static class SipptsFingerprint
{
    /// <summary>The length of its branch in bytes.</summary>
    public const int BranchLength = 71;

    private const int CallIdLength = 32;
    private const int TagLength = 8;

    private static readonly SearchValues<byte> s_branch = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> s_hexadecimal = SearchValues.Create("0123456789abcdef"u8);

    public static ReadOnlySpan<byte> Description => "sippts"u8;

    public static bool Matches(in MandatoryFields fields) =>
        fields.CallId.Length == CallIdLength
        && fields.FromTag.Length == TagLength
        && !fields.Branch.ContainsAnyExcept(s_branch)
        && !fields.CallId.ContainsAnyExcept(s_hexadecimal)
        && !fields.FromTag.ContainsAnyExcept(s_hexadecimal);
}
