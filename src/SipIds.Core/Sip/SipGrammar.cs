using System.Buffers;
using System.Runtime.CompilerServices;

namespace SipIds.Sip;

/// <summary>The character classes of RFC 3261 §25.1 and the few steps that every field parser takes.</summary>
internal static class SipGrammar
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly SearchValues<byte> Token = Bytes(Alphanumeric + "-.!%*_+`'~");

    // The words of RFC 3261 (callid) and nothing else.
    public static readonly SearchValues<byte> Word = Bytes(Alphanumeric + "-.!%*_+`'~()<>:\\\"/[]?{}@");

    // user = unreserved / escaped / user-unreserved, and password's ':'. Dialled '#' goes unescaped on every network, so it is forgiven.
    public static readonly SearchValues<byte> UserInfo = Bytes(Alphanumeric + "-_.!~*'()%&=+$,;?/:#");

    // The underscore is in no host name of the RFC and in many of the world.
    public static readonly SearchValues<byte> Host = Bytes(Alphanumeric + "-._");

    public static readonly SearchValues<byte> HostEnd = Bytes(":;? \t\r\n,>");

    public static readonly SearchValues<byte> IPv6Reference = Bytes("0123456789ABCDEFabcdef:.");

    // Everything of RFC 3986, and the brackets of IPv6 references.
    public static readonly SearchValues<byte> Uri = Bytes(Alphanumeric + "-_.!~*'()%;/?:@&=+$,[]#");

    public static readonly SearchValues<byte> WhiteSpace = Bytes(" \t\r\n");

    public static readonly SearchValues<byte> Digits = Bytes("0123456789");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWhiteSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    public static bool IsLetter(byte value) => (uint)((value | 0x20) - 'a') < 26;

    public static bool IsDigit(byte value) => (uint)(value - '0') < 10;

    /// <summary>The index of the first byte at or after <paramref name="index"/> that is no white space; folding counts as white space.</summary>
    public static int SkipWhiteSpace(ReadOnlySpan<byte> text, int index)
    {
        while ((uint)index < (uint)text.Length && IsWhiteSpace(text[index]))
        {
            index++;
        }

        return index;
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        var start = SkipWhiteSpace(text, 0);
        var end = text.Length;
        while (end > start && IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>The index just past the closing quote of the quoted-string that begins at <paramref name="index"/>; -1 if none closes it.</summary>
    public static int SkipQuotedString(ReadOnlySpan<byte> text, int index)
    {
        index++;
        while ((uint)index < (uint)text.Length)
        {
            var step = text[index..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                return -1;
            }

            index += step;
            if (text[index] == '"')
            {
                return index + 1;
            }

            index += 2;
        }

        return -1;
    }

    /// <summary>Whether every '%' begins an escape of two hexadecimal digits.</summary>
    public static bool HasValidEscapes(ReadOnlySpan<byte> text)
    {
        for (var index = text.IndexOf((byte)'%'); index >= 0;)
        {
            if (index + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[index + 1]) || !char.IsAsciiHexDigit((char)text[index + 2]))
            {
                return false;
            }

            var next = text[(index + 3)..].IndexOf((byte)'%');
            index = next < 0 ? -1 : index + 3 + next;
        }

        return true;
    }

    /// <summary>Reads a whole number that fills <paramref name="text"/>; false for anything else and above <paramref name="maximum"/>.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> text, long maximum, out long number)
    {
        number = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        foreach (var digit in text)
        {
            if (!IsDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
            if (number > maximum)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Compares with an ASCII word in lower case; <paramref name="text"/> may be in any case.</summary>
    /// <remarks>Words are a few bytes long: a loop over them is done before a vectorised comparison has begun.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        if (text.Length != lower.Length)
        {
            return false;
        }

        for (var i = 0; i < lower.Length; i++)
        {
            // Letters differ from their capitals in one bit; nothing else may.
            var difference = text[i] ^ lower[i];
            if (difference != 0 && (difference != 0x20 || !IsLetter(lower[i])))
            {
                return false;
            }
        }

        return true;
    }

    private static SearchValues<byte> Bytes(string characters) => SearchValues.Create(System.Text.Encoding.ASCII.GetBytes(characters));
}
