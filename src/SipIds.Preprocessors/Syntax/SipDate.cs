namespace SipIds.Preprocessors.Syntax;

/// <summary>The one form that a date has in SIP: <c>Sat, 13 Nov 2010 23:29:00 GMT</c> (RFC 3261 §20.17, §25.1).</summary>
internal static class SipDate
{
    // a: letter, 0: digit, everything else itself.
    private static ReadOnlySpan<byte> Form => "aaa, 00 aaa 0000 00:00:00 GMT"u8;

    private static ReadOnlySpan<byte> Days => "MonTueWedThuFriSatSun"u8;

    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary>Whether the text is such a date; names of days and months are case-sensitive.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) =>
        HasForm(text) && IsOneOf(text[..3], Days) && IsOneOf(text[8..11], Months)
        && Number(text, 5) is >= 1 and <= 31 && Number(text, 17) < 24 && Number(text, 20) < 60 && Number(text, 23) <= 60;

    private static bool HasForm(ReadOnlySpan<byte> text)
    {
        if (text.Length != Form.Length)
        {
            return false;
        }

        for (var index = 0; index < text.Length; index++)
        {
            var isRight = Form[index] switch
            {
                (byte)'a' => true,
                (byte)'0' => text[index] is >= (byte)'0' and <= (byte)'9',
                var itself => text[index] == itself,
            };
            if (!isRight)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOneOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> names)
    {
        var index = names.IndexOf(name);
        return index >= 0 && index % 3 == 0;
    }

    private static int Number(ReadOnlySpan<byte> text, int at) => ((text[at] - '0') * 10) + (text[at + 1] - '0');
}
