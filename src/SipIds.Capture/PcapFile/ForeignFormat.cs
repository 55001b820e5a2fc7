using System.Buffers.Binary;

namespace SipIds.Capture.PcapFile;

/// <summary>Names what a file seems to be that is neither pcap nor pcapng, and says what to do with it.</summary>
internal static class ForeignFormat
{
    /// <summary>How many bytes are worth looking at.</summary>
    public const int UsefulLength = 64;

    private const string Convert = "convert it with 'editcap -F pcap in out'";

    /// <summary>One sentence about an input whose first bytes are unread.</summary>
    public static string Explain(CaptureInput input)
    {
        var start = input.Unread;
        if (start.IsEmpty && input.Fault is null)
        {
            return $"{input.Name} is empty; a capture has at least a header.";
        }

        var (kind, mend) = Recognise(start[..Math.Min(start.Length, UsefulLength)]);
        return kind is not null ? $"{input.Name} seems to be {kind}; {mend}."
            : input.Fault is { } fault ? $"{input.Name} is no capture that can be read: {fault}."
            : $"{input.Name} is neither pcap nor pcapng; if Wireshark opens it, {Convert}.";
    }

    private static (string? Kind, string Mend) Recognise(ReadOnlySpan<byte> start) => start switch
    {
        [0x28, 0xB5, 0x2F, 0xFD, ..] => ("compressed with zstd", "unpack it first with 'zstd -d'"),
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => ("compressed with xz", "unpack it first with 'xz -d'"),
        [(byte)'B', (byte)'Z', (byte)'h', ..] => ("compressed with bzip2", "unpack it first with 'bzip2 -d'"),
        [0x04, 0x22, 0x4D, 0x18, ..] => ("compressed with lz4", "unpack it first with 'lz4 -d'"),
        [(byte)'P', (byte)'K', 3, 4, ..] => ("a zip archive", "unpack it first with 'unzip'"),
        [0x1F, 0x8B, ..] => ("compressed with gzip twice", "unpack it first with 'gzip -d'"),
        _ when start.StartsWith("GMBU"u8) || start.StartsWith("RTSS"u8) => ("a capture of Microsoft Network Monitor", Convert),
        _ when start.StartsWith("snoop\0\0\0"u8) => ("a snoop capture", Convert),
        _ when start.StartsWith("TRSNIFF data"u8) || start.StartsWith("XCP\0"u8) => ("a capture of the Sniffer", Convert),
        _ when start.StartsWith("iptrace "u8) => ("an iptrace capture", Convert),
        _ when LooksLikeErf(start) => ("an ERF capture", Convert),
        _ when LooksLikeMarkup(start) => ("a web page or XML", "was the download a page about the capture?"),
        _ when LooksLikeText(start) => ("text", "give a capture file, or convert a hex dump with 'text2pcap in out'"),
        _ => (null, ""),
    };

    // ERF has no signature. Type 2 is Ethernet; flags, then a record length of at least its 16-byte header, loss counter and wire length.
    private static bool LooksLikeErf(ReadOnlySpan<byte> start) =>
        start.Length >= UsefulLength && (start[8] & 0x7F) == 2 && start[12] == 0 && start[13] == 0
        && BinaryPrimitives.ReadUInt16BigEndian(start[10..]) is var record and >= UsefulLength
        && BinaryPrimitives.ReadUInt16BigEndian(start[14..]) is var wire && wire <= record && wire > record - 64;

    private static bool LooksLikeMarkup(ReadOnlySpan<byte> start) =>
        WithoutMark(start).TrimStart(" \t\r\n"u8) is [(byte)'<', (byte)'!' or (byte)'?' or (byte)'h' or (byte)'H', ..];

    private static bool LooksLikeText(ReadOnlySpan<byte> start)
    {
        start = WithoutMark(start);
        foreach (var character in start)
        {
            if (character is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or >= 0x7F)
            {
                return false;
            }
        }

        return !start.IsEmpty;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> start) => start is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : start;
}
