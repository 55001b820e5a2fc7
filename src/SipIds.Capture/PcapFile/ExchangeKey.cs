using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SipIds.Capture.PcapFile;

/// <summary>What a request and its responses have in common, as far as a frame shows it undecoded: the branch of the top Via and the method of CSeq (RFC 3261 §17.1.3).</summary>
/// <param name="Value">A hash of both; 0 where the frame holds no message whose beginning is in it.</param>
/// <param name="IsResponse">Whether it is a response.</param>
internal readonly record struct ExchangeKey(ulong Value, bool IsResponse)
{
    // The start line, behind the headers of links, tunnels and IP.
    private const int LongestBeginning = 1024;

    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The key of a frame.</summary>
    public static ExchangeKey Of(ReadOnlySpan<byte> frame)
    {
        var at = frame[..Math.Min(frame.Length, LongestBeginning)].IndexOf("SIP/2.0"u8);
        if (at <= 0 || at + 8 >= frame.Length)
        {
            return default;
        }

        var isResponse = frame[at + 7] == ' ';
        if (!isResponse && (frame[at - 1] != ' ' || frame[at + 7] is not ((byte)'\r' or (byte)'\n')))
        {
            return default;
        }

        var headers = frame[(at + 8)..];
        var branch = ValueAfter(headers, "branch="u8, ";, \r\n"u8);
        var sequence = ValueAfter(headers, "CSeq:"u8, "\r\n"u8).TrimEnd((byte)' ');
        var method = sequence[(sequence.LastIndexOf((byte)' ') + 1)..];
        return branch.IsEmpty || method.IsEmpty ? default : new(Hash(branch, Hash(method, Odd)) | 1, isResponse);
    }

    private static ReadOnlySpan<byte> ValueAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, ReadOnlySpan<byte> ends)
    {
        var start = text.IndexOf(name);
        if (start < 0)
        {
            return default;
        }

        var value = text[(start + name.Length)..];
        var end = value.IndexOfAny(ends);
        return end < 0 ? value : value[..end];
    }

    private static ulong Hash(ReadOnlySpan<byte> text, ulong hash)
    {
        while (text.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
            text = text[sizeof(ulong)..];
        }

        var rest = (ulong)text.Length;
        foreach (var one in text)
        {
            rest = (rest << 8) | one;
        }

        return Mix(hash ^ rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        value *= Odd;
        return value ^ (value >> 29);
    }
}
