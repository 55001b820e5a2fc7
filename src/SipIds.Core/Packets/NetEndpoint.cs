using System.Globalization;
using System.Net;

namespace SipIds.Packets;

/// <summary>An address and a port.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The UDP or TCP port.</param>
public readonly record struct NetEndpoint(NetAddress Address, ushort Port) : IUtf8SpanFormattable
{
    /// <summary>The longest text form in characters: a bracketed IPv6 address, a colon, five digits.</summary>
    public const int MaxTextLength = NetAddress.MaxTextLength + 8;

    /// <summary>The endpoint of the framework's type.</summary>
    public static NetEndpoint FromIPEndPoint(IPEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new(NetAddress.FromIPAddress(endpoint.Address), (ushort)endpoint.Port);
    }

    /// <summary>The same endpoint as the framework's type.</summary>
    public IPEndPoint ToIPEndPoint() => new(Address.ToIPAddress(), Port);

    /// <summary><c>192.0.2.1:5060</c> or <c>[2001:db8::1]:5060</c>.</summary>
    public override string ToString() => Address.IsIPv4 ? $"{Address}:{Port}" : $"[{Address}]:{Port}";

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<byte> text = stackalloc byte[MaxTextLength];
        var length = 0;
        if (!Address.IsIPv4)
        {
            text[length++] = (byte)'[';
        }

        _ = Address.TryFormat(text[length..], out var written, default, provider);
        length += written;
        if (!Address.IsIPv4)
        {
            text[length++] = (byte)']';
        }

        text[length++] = (byte)':';
        _ = Port.TryFormat(text[length..], out written, default, CultureInfo.InvariantCulture);
        length += written;
        bytesWritten = text[..length].TryCopyTo(utf8Destination) ? length : 0;
        return bytesWritten > 0;
    }
}
