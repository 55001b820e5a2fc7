using System.Text;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>The part of <see cref="ViaCheck"/> that looks at overload control (RFC 7339 §4, RFC 7415): by it a server tells its client to send less.</summary>
internal static class OverloadParameters
{
    private const long HighestLoss = 100;

    // A server repeats what it asks for with every response; nobody needs to be silent for longer than a minute.
    private const long LongestValidity = 60_000;

    /// <summary>Whether a client sends what only a server may, or a server asks for what cannot be.</summary>
    public static bool AreWrong(in SipVia via, bool isRequest)
    {
        var isWrong = false;
        var isRate = false;
        long share = -1;
        foreach (var parameter in via.Parameters)
        {
            var name = parameter.Name;
            var value = parameter.Value;
            if (Is(name, "oc-algo"u8))
            {
                // A client names all that it knows, a server the one that it uses. What it leaves without a value a server sends back as it came.
                isRate = value.IndexOf("rate"u8) >= 0;
            }
            else if (Is(name, "oc"u8) || Is(name, "oc-validity"u8) || Is(name, "oc-seq"u8))
            {
                var isNumber = TryRead(value, out var number);
                isWrong |= !value.IsEmpty && (isRequest || !isNumber || (Is(name, "oc-validity"u8) && number > LongestValidity));
                share = Is(name, "oc"u8) && isNumber ? number : share;
            }
        }

        return isWrong || (share > HighestLoss && !isRate);
    }

    // oc-seq is a time with a fraction.
    private static bool TryRead(ReadOnlySpan<byte> text, out long number)
    {
        var point = text.IndexOf((byte)'.');
        return System.Buffers.Text.Utf8Parser.TryParse(point < 0 ? text : text[..point], out number, out var length)
            && length == (point < 0 ? text.Length : point) && number >= 0;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(name, expected);
}
