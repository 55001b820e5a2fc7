using SipIds.Packets;

namespace SipIds.Preprocessors.Identity;

/// <summary>Reads IPv4 addresses as <c>inet_aton</c> does: one to four parts, decimal, octal (<c>0177</c>) or hexadecimal (<c>0x7f</c>), the last one filling what is left.</summary>
internal static class LooseIPv4
{
    public static bool TryParse(ReadOnlySpan<byte> text, out NetAddress address)
    {
        address = default;
        var value = 0UL;
        for (var part = 0; part < 4; part++)
        {
            var dot = part < 3 ? text.IndexOf((byte)'.') : -1;
            if (!TryParseNumber(dot < 0 ? text : text[..dot], out var number))
            {
                return false;
            }

            if (dot < 0)
            {
                var room = 32 - (8 * part);
                address = NetAddress.FromIPv4((uint)(value | number));
                return number >> room == 0;
            }

            if (number > byte.MaxValue)
            {
                return false;
            }

            value |= number << (24 - (8 * part));
            text = text[(dot + 1)..];
        }

        return false;
    }

    private static bool TryParseNumber(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        var isHex = text.Length > 2 && text[0] == '0' && (text[1] | 0x20) == 'x';
        var radix = isHex ? 16u : text.Length > 1 && text[0] == '0' ? 8u : 10u;
        text = isHex ? text[2..] : text;
        foreach (var digit in text)
        {
            var value = char.IsAsciiDigit((char)digit) ? (uint)(digit - '0') : char.IsAsciiHexDigit((char)digit) ? (uint)((digit | 0x20) - 'a' + 10) : radix;
            if (value >= radix || number > uint.MaxValue)
            {
                return false;
            }

            number = (number * radix) + value;
        }

        return !text.IsEmpty;
    }
}
