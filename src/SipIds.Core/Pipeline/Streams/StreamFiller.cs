namespace SipIds.Pipeline.Streams;

/// <summary>What stands in the place of a dropped message on a connection that others use: a 100 Trying of the same length that belongs to no transaction.</summary>
/// <remarks>
/// A 100 goes no further than its hop, and one that fits no transaction is discarded (RFC 3261 §16.7, §18.1.2).
/// In the place of a message that is shorter stand line ends, which are keep-alives (RFC 5626 §3.5.1).
/// </remarks>
internal static class StreamFiller
{
    /// <summary>The longest message that is replaced.</summary>
    public const int MaxLength = 1 << 14;

    private const byte Padding = (byte)'x';

    private static ReadOnlySpan<byte> Head =>
        "SIP/2.0 100 Trying\r\nVia: SIP/2.0/TCP 0.0.0.0;branch=z9hG4bK0\r\nFrom: <sip:0@0.0.0.0>;tag=0\r\nTo: <sip:0@0.0.0.0>\r\nCall-ID: 0\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\nP: "u8;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>Whether a message of this length can be replaced. An odd run of line ends would cost some receivers the next message.</summary>
    public static bool Fits(int length) => length <= MaxLength && (length >= Head.Length + End.Length || length % 2 == 0);

    /// <summary>Writes a part of what stands in the place of a message.</summary>
    /// <param name="destination">Where; as long as the part.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">How long the whole message is.</param>
    public static void Write(Span<byte> destination, int offset, int length)
    {
        if (length < Head.Length + End.Length)
        {
            for (var index = 0; index < destination.Length; index++)
            {
                destination[index] = (offset + index) % 2 == 0 ? (byte)'\r' : (byte)'\n';
            }

            return;
        }

        destination.Fill(Padding);
        Place(Head, -offset, destination);
        Place(End, length - End.Length - offset, destination);
    }

    // Copies what of the text falls into the destination, when it begins at an offset that may lie before it.
    private static void Place(ReadOnlySpan<byte> text, int at, Span<byte> destination)
    {
        var from = Math.Clamp(-at, 0, text.Length);
        var to = Math.Clamp(destination.Length - at, from, text.Length);
        if (from < to)
        {
            text[from..to].CopyTo(destination[(at + from)..]);
        }
    }
}
