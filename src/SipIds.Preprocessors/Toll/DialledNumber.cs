namespace SipIds.Preprocessors.Toll;

/// <summary>A user part as the E.164 number that it dials.</summary>
internal static class DialledNumber
{
    /// <summary>The most digits that are read: a number has 15 (E.164), and a way to dial abroad before it six.</summary>
    public const int MaxDigits = 24;

    // Country code and number together; what is shorter is a national or a short one. Behind 011 lie the area codes of British cities, too, with seven digits.
    private const int LeastDigits = 8;
    private const int LeastDialledDigits = 9;

    // Without a way to dial abroad only trunks write a country code, and a national number is taken for one where it is so long.
    private const int LeastBareDigits = 11;

    /// <summary>The digits from the country code on; empty for what is no international number.</summary>
    /// <param name="user">The user part of a Request-URI.</param>
    /// <param name="buffer">Room for <see cref="MaxDigits"/>.</param>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> user, Span<byte> buffer)
    {
        var isMarked = user.StartsWith("+"u8) || user.StartsWith("%2B"u8) || user.StartsWith("%2b"u8);
        var digits = DigitsOf(isMarked ? user[(user[0] == '+' ? 1 : 3)..] : user, buffer);
        if (isMarked)
        {
            return digits.Length >= LeastDigits ? digits : default;
        }

        var abroad = digits[LengthOfAccess(digits)..];
        return abroad.Length == digits.Length ? (digits.Length >= LeastBareDigits ? digits : default)
            : abroad.Length >= LeastDialledDigits ? abroad
            : default;
    }

    // 00 and 011, with 0 or 9 before it for an outside line; 0011 and 000 end in them. No country code begins with 0.
    private static int LengthOfAccess(ReadOnlySpan<byte> digits)
    {
        var start = digits.StartsWith("9"u8) ? 1 : 0;
        var zeros = digits[start..].IndexOfAnyExcept((byte)'0');
        var behind = start + Math.Max(zeros, 0);
        return zeros > 0 && digits[behind..].StartsWith("11"u8) ? behind + 2
            : zeros > 1 ? behind
            : digits.StartsWith("810"u8) ? 3
            : 0;
    }

    private static ReadOnlySpan<byte> DigitsOf(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        var length = 0;
        foreach (var letter in text)
        {
            if (letter == ';')
            {
                break;
            }

            if (letter is >= (byte)'0' and <= (byte)'9')
            {
                if (length == MaxDigits)
                {
                    return default;
                }

                buffer[length++] = letter;
            }
            else if (letter is not ((byte)'-' or (byte)'.' or (byte)'(' or (byte)')' or (byte)'*' or (byte)'#'))
            {
                return default;
            }
        }

        return buffer[..length];
    }
}
