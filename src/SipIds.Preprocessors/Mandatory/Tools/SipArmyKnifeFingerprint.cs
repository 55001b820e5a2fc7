namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>siparmyknife: one constant branch, in the shape of a softphone's.</summary>
internal static class SipArmyKnifeFingerprint
{
    /// <summary>The length of its branch in bytes.</summary>
    public const int BranchLength = 43;

    private static ReadOnlySpan<byte> Branch => "z9hG4bK-d8754z-b538815be3603112-1---d8754z-"u8;

    public static ReadOnlySpan<byte> Description => "siparmyknife"u8;

    public static bool Matches(in MandatoryFields fields) => fields.Branch.SequenceEqual(Branch);
}
