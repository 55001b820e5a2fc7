using System.Text;
using SipIds.Packets;

namespace SipIds.Capture.PcapFile;

/// <summary>What a pcapng Interface Description Block says of its packets (draft-ietf-opsawg-pcapng §4.2).</summary>
internal readonly struct PcapngInterface
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;
    public const int EndOfOptions = 0;
    public const int TimestampResolution = 9;
    private const int TimestampOffset = 14;
    private const int NameOption = 2;
    private const int MaxName = 64;

    // Time in ns: ticks × _multiplier ÷ _divisor, or for a binary resolution (divisor 0) ticks × _multiplier ÷ 2^_shift.
    private readonly ulong _multiplier;
    private readonly ulong _divisor;
    private readonly int _shift;
    private readonly long _offset;

    private PcapngInterface(LinkType link, uint snapLength, byte resolution, long offsetSeconds, string? name)
    {
        Name = name;
        Link = link;
        SnapLength = snapLength == 0 ? uint.MaxValue : snapLength;
        _offset = unchecked(offsetSeconds * (long)NanosecondsPerSecond);
        var exponent = resolution & 0x7F;
        if ((resolution & 0x80) != 0)
        {
            (_multiplier, _divisor, _shift) = (NanosecondsPerSecond, 0, exponent);
        }
        else if (exponent <= 9)
        {
            (_multiplier, _divisor) = (PowerOfTen(9 - exponent), 1);
        }
        else
        {
            // Finer than 10^-28 s, 64 bits of ticks are less than a nanosecond.
            (_multiplier, _divisor) = exponent <= 28 ? (1, PowerOfTen(exponent - 9)) : (0UL, 1UL);
        }
    }

    public LinkType Link { get; }

    /// <summary>What it is called (if_name); null if the file does not say.</summary>
    public string? Name { get; }

    /// <summary>The most bytes that were kept of a packet.</summary>
    public uint SnapLength { get; }

    /// <summary>Reads a block without its first 8 and its last 4 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, ByteOrder order, out PcapngInterface parsed)
    {
        parsed = default;
        if (body.Length < 8)
        {
            return false;
        }

        var options = body[8..];
        var (resolution, offset, name) = ((byte)6, 0L, (string?)null);
        while (options.Length >= 4 && order.UInt16(options) is not EndOfOptions and var code)
        {
            var length = order.UInt16(options[2..]);
            if (length > options.Length - 4)
            {
                break;
            }

            var value = options.Slice(4, length);
            resolution = code == TimestampResolution && length == 1 ? value[0] : resolution;
            offset = code == TimestampOffset && length == 8 ? order.Int64(value) : offset;
            name = code == NameOption && length is > 0 and <= MaxName ? Encoding.UTF8.GetString(value).TrimEnd('\0') : name;
            options = options[Math.Min(options.Length, 4 + ((length + 3) & ~3))..];
        }

        parsed = new((LinkType)order.UInt16(body), order.UInt32(body[4..]), resolution, offset, name);
        return true;
    }

    /// <summary>The moment of a timestamp in the interface's units; a senseless one gives some moment.</summary>
    public Timestamp ToTimestamp(ulong ticks)
    {
        var nanoseconds = _divisor == 1 ? unchecked(ticks * _multiplier) : Divide(ticks);
        return new(unchecked((long)nanoseconds + _offset));
    }

    private ulong Divide(ulong ticks) =>
        _divisor != 0 ? ticks / _divisor : unchecked((ulong)(((UInt128)ticks * _multiplier) >> _shift));

    private static ulong PowerOfTen(int exponent)
    {
        var power = 1UL;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }
}
