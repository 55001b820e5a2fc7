using System.Buffers;
using System.Buffers.Binary;
using System.Net;

namespace SipIds.Packets;

/// <summary>An IPv4 or IPv6 address in 16 bytes; IPv4 is held as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2), so that both compare alike.</summary>
/// <param name="High">The upper 64 bits in host order.</param>
/// <param name="Low">The lower 64 bits in host order.</param>
public readonly record struct NetAddress(ulong High, ulong Low) : ISpanFormattable, IUtf8SpanFormattable
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>The longest text form in characters.</summary>
    public const int MaxTextLength = 45;

    /// <summary>Whether this is an IPv4 address (or an IPv6 one mapped from it).</summary>
    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>Whether this is the all-zero value, which stands for "no address".</summary>
    public bool IsNone => High == 0 && (Low == 0 || Low == MappedPrefix);

    /// <summary>The IPv4 address with these 32 bits in host order.</summary>
    public static NetAddress FromIPv4(uint address) => new(0, MappedPrefix | address);

    /// <summary>The address with these 4 or 16 bytes in network order.</summary>
    /// <exception cref="ArgumentException">Neither 4 nor 16 bytes.</exception>
    public static NetAddress FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes)),
        16 => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])),
        _ => throw new ArgumentException("An address has 4 or 16 bytes.", nameof(bytes)),
    };

    /// <summary>Reads a dotted quad without leading zeros, or an IPv6 address without a zone, the latter with or without brackets.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out NetAddress address)
    {
        Span<byte> bytes = stackalloc byte[MaxTextLength + 2];
        if (text.Length > bytes.Length || System.Text.Ascii.FromUtf16(text, bytes, out var written) != OperationStatus.Done)
        {
            address = default;
            return false;
        }

        return NetAddressParser.TryParse(bytes[..written], out address);
    }

    /// <summary>Reads an address as <see cref="TryParse(ReadOnlySpan{char}, out NetAddress)"/> does, from ASCII bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out NetAddress address) => NetAddressParser.TryParse(text, out address);

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static NetAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no IP address.");

    /// <summary>The address of the framework's type.</summary>
    public static NetAddress FromIPAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out var written);
        return FromBytes(bytes[..written]);
    }

    /// <summary>The same address as the framework's type.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        return new(bytes[..WriteTo(bytes)]);
    }

    /// <summary>Writes the 4 or 16 bytes in network order and returns how many.</summary>
    public int WriteTo(Span<byte> destination)
    {
        if (IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)Low);
            return 4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
        return 16;
    }

    /// <summary>The network part: the first <paramref name="length"/> of 128 bits, the rest zero.</summary>
    public NetAddress Masked(int length) => length switch
    {
        <= 0 => default,
        < 64 => new(High & (ulong.MaxValue << (64 - length)), 0),
        64 => new(High, 0),
        < 128 => new(High, Low & (ulong.MaxValue << (128 - length))),
        _ => this,
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxTextLength];
        _ = TryFormat(text, out var written, default, null);
        return text[..written].ToString();
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<byte> text = stackalloc byte[MaxTextLength];
        _ = TryFormat(text, out charsWritten, default, provider);
        if (charsWritten > destination.Length)
        {
            charsWritten = 0;
            return false;
        }

        _ = System.Text.Ascii.ToUtf16(text[..charsWritten], destination, out _);
        return true;
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        IsIPv4
            ? NetAddressFormat.TryWriteIPv4((uint)Low, utf8Destination, out bytesWritten)
            : NetAddressFormat.TryWriteIPv6(this, utf8Destination, out bytesWritten);
}
