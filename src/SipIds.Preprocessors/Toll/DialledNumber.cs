using System.Buffers;

namespace SipIds.Preprocessors.Toll;

/// <summary>A user part as the E.164 number that it dials.</summary>
internal static class DialledNumber
{
    /// <summary>The most digits that are read: a number has 15 (E.164), and a way to dial abroad before it six.</summary>
    public const int MaxDigits = 24;

    // Those digits, a service code before them and what people press between them.
    private const int MaxKeys = 48;

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
        var dialled = WithoutServiceCode(KeysOf(user, stackalloc byte[MaxKeys]));
        var isMarked = dialled.StartsWith("+"u8);
        var digits = DigitsOf(isMarked ? dialled[1..] : dialled, buffer);
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

    // Keys to show or hide one's number in this call: those of GSM (3GPP TS 22.030 §6.5.2) end in #, those of North America have two digits.
    private static ReadOnlySpan<byte> WithoutServiceCode(ReadOnlySpan<byte> keys) => keys switch
    {
        [(byte)'*' or (byte)'#', (byte)'3', (byte)'1', (byte)'#', ..] => keys[4..],
        [(byte)'*', (byte)'6', (byte)'7', ..] or [(byte)'*', (byte)'8', (byte)'2', ..] => keys[3..],
        _ => keys,
    };

    // What is pressed: without escapes, separators and parameters; empty if there are other letters.
    private static ReadOnlySpan<byte> KeysOf(ReadOnlySpan<byte> user, Span<byte> keys)
    {
        var length = 0;
        while (!user.IsEmpty && user[0] != ';')
        {
            var isEscaped = user[0] == '%' && user.Length > 2 && Convert.FromHexString(user.Slice(1, 2), keys[length..], out _, out _) is OperationStatus.Done;
            var key = isEscaped ? keys[length] : user[0];
            user = user[(isEscaped ? 3 : 1)..];
            if (key is (byte)'-' or (byte)'.' or (byte)'(' or (byte)')' or (byte)' ')
            {
                continue;
            }

            if (!(char.IsAsciiDigit((char)key) || key is (byte)'*' or (byte)'#' or (byte)'+') || length == keys.Length - 1)
            {
                return default;
            }

            keys[length++] = key;
        }

        return keys[..length];
    }

    private static ReadOnlySpan<byte> DigitsOf(scoped ReadOnlySpan<byte> keys, Span<byte> buffer)
    {
        var length = 0;
        foreach (var key in keys)
        {
            if (key == '+' || (char.IsAsciiDigit((char)key) && length == MaxDigits))
            {
                return default;
            }

            if (char.IsAsciiDigit((char)key))
            {
                buffer[length++] = key;
            }
        }

        return buffer[..length];
    }
}
