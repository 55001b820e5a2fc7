using System.Globalization;

namespace SipIds.Packets;

/// <summary>An address and a port.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The UDP or TCP port.</param>
public readonly record struct NetEndpoint(NetAddress Address, ushort Port) : IUtf8SpanFormattable
{
    /// <summary>The longest text form in characters: a bracketed IPv6 address, a colon, five digits.</summary>
    public const int MaxTextLength = NetAddress.MaxTextLength + 8;

    /// <summary><c>192.0.2.1:5060</c> or <c>[2001:db8::1]:5060</c>.</summary>
    public override string ToString() => Address.IsIPv4 ? $"{Address}:{Port}" : $"[{Address}]:{Port}";

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Address.IsIPv4
            ? System.Text.Unicode.Utf8.TryWrite(utf8Destination, CultureInfo.InvariantCulture, $"{Address}:{Port}", out bytesWritten)
            : System.Text.Unicode.Utf8.TryWrite(utf8Destination, CultureInfo.InvariantCulture, $"[{Address}]:{Port}", out bytesWritten);
}
