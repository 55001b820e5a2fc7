using System.Buffers;
using System.Buffers.Text;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>SIPVicious (svmap, svwar, svcrack): the From tag is the hexadecimal text of what is being tried, a byte 1, and a random number.</summary>
internal static class SipViciousFingerprint
{
    // The random number has up to ten digits; five at the end of a tag are one in 10^12 by chance, and missed one time in 400,000.
    private const int FewestDigits = 5;
    private const int MostDigits = 10;
    private const int ShortestTag = 2 * (1 + 1 + FewestDigits);
    private const int LongestTag = 256;
    private const int EndpointLength = 12;

    // What svcrack's first REGISTER carries before it knows a nonce.
    private static ReadOnlySpan<byte> FirstTag => "3206210844"u8;

    public static bool Matches(in MandatoryFields fields)
    {
        var tag = fields.FromTag;
        return (tag.Length >= ShortestTag && tag[^2] == '3' && tag[^4] == '3' && tag[^6] == '3' && IsEncoded(tag))
            || (tag.Length == FirstTag.Length && tag.SequenceEqual(FirstTag) && fields.Message.Method is SipMethod.Register);
    }

    /// <summary>Says which of the three it is and what it is trying.</summary>
    public static void Describe(in MandatoryFields fields, ref DetailWriter detail)
    {
        Span<byte> buffer = stackalloc byte[LongestTag / 2];
        var tag = fields.FromTag;
        if (!TryDecode(tag, buffer, out var length) || buffer[..length].IndexOf((byte)1) is not (> 0 and var end))
        {
            detail.Add("svcrack asks for a nonce for "u8);
            detail.Add(fields.To.Uri.User);
            return;
        }

        // svwar asks for the extension that it also calls itself; svcrack's tag is a user and a password; svmap's an address.
        var tried = buffer[..end];
        if (tried.SequenceEqual(fields.From.Uri.User))
        {
            detail.Add("svwar asks for "u8);
            detail.Add(tried);
        }
        else if (TryReadEndpoint(tried, out var endpoint))
        {
            detail.Add("svmap scans "u8);
            detail.Add(endpoint);
        }
        else
        {
            detail.Add(tried.Contains((byte)':') ? "svcrack tries "u8 : "svmap scans "u8);
            detail.Add(tried);
        }
    }

    // text 0x01 digits
    private static bool IsEncoded(ReadOnlySpan<byte> tag)
    {
        Span<byte> buffer = stackalloc byte[LongestTag / 2];
        if (!TryDecode(tag, buffer, out var length))
        {
            return false;
        }

        var mark = buffer[..length].IndexOf((byte)1);
        var digits = buffer[(mark + 1)..length];
        return mark > 0 && digits.Length is >= FewestDigits and <= MostDigits
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && !buffer[..mark].ContainsAnyInRange((byte)0, (byte)0x1F);
    }

    private static bool TryDecode(ReadOnlySpan<byte> tag, Span<byte> decoded, out int length)
    {
        length = 0;
        return tag.Length <= LongestTag && tag.Length % 2 == 0
            && Convert.FromHexString(tag, decoded, out _, out length) == OperationStatus.Done;
    }

    // Eight hexadecimal digits of the address, four of the port.
    private static bool TryReadEndpoint(ReadOnlySpan<byte> tried, out NetEndpoint endpoint)
    {
        var isEndpoint = Utf8Parser.TryParse(tried, out ulong bits, out var read, 'x') && read == EndpointLength && tried.Length == EndpointLength;
        endpoint = new(NetAddress.FromIPv4((uint)(bits >> 16)), (ushort)bits);
        return isEndpoint;
    }
}
