namespace SipIds.Sip.Sdp;

/// <summary>The grammar of an ICE candidate (RFC 8839 §5.1): foundation, component, transport, priority, address, port, type and extensions.</summary>
internal static class SdpCandidateSyntax
{
    private const int LongestFoundation = 32;
    private const int LongestComponent = 3;
    private const int LongestTransport = 32;
    private const int LongestPriority = 10;

    // Before there was an RFC: an identity and a password in base64, which Office Communications Server still offers beside the new form.
    private const int LongestOfDraft = 64;

    /// <summary>Judges what follows <c>candidate:</c>.</summary>
    public static SdpFault Check(ReadOnlySpan<byte> value)
    {
        var foundation = SdpWords.Take(ref value);
        var component = SdpWords.Take(ref value);
        var transport = SdpWords.Take(ref value);
        var priority = SdpWords.Take(ref value);
        if (IsTransport(priority))
        {
            return Math.Max(foundation.Length, transport.Length) > LongestOfDraft ? SdpFault.Overlong : SdpFault.None;
        }

        var address = SdpWords.Take(ref value);
        var port = SdpWords.Take(ref value);
        if (foundation.Length > LongestFoundation || component.Length > LongestComponent || transport.Length > LongestTransport
            || SdpLineSyntax.NumberFault(priority, SdpFault.None) is not SdpFault.None || address.Length > SdpLineSyntax.LongestHost
            || SdpLineSyntax.NumberFault(port, SdpFault.None) is not SdpFault.None)
        {
            return SdpFault.Overlong;
        }

        var isType = SdpWords.Take(ref value).SequenceEqual("typ"u8) && !value.IsEmpty;
        return isType && SdpLineSyntax.IsNumber(component) && priority.Length <= LongestPriority && SdpLineSyntax.IsNumber(priority)
            && SipGrammar.TryReadNumber(port, ushort.MaxValue, out _) && !transport.IsEmpty
            ? SdpFault.None
            : SdpFault.Attribute;
    }

    private static bool IsTransport(ReadOnlySpan<byte> word) =>
        word.Length >= 3 && (SipGrammar.EqualsIgnoreCase(word, "udp"u8) || SipGrammar.EqualsIgnoreCase(word[..3], "tcp"u8));
}
