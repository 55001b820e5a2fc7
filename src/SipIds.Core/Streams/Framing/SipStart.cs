using System.Buffers;
using SipIds.Sip;
using SipIds.Streams.Layers;

namespace SipIds.Streams.Framing;

/// <summary>Whether bytes begin a SIP message, when the line may not be whole yet.</summary>
internal static class SipStart
{
    private const int MaxLine = 2048;
    private const int MaxMethod = 64;

    private static readonly SearchValues<byte> s_binary = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);

    public static StreamStart Judge(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return StreamStart.Open;
        }

        if (!SipGrammar.Token.Contains(data[0]))
        {
            return StreamStart.No;
        }

        if (SipSniffer.LooksLikeSip(data))
        {
            return StreamStart.Yes;
        }

        var mayGoOn = data.Length < MaxLine
            && !data.Contains((byte)'\n')
            && !IsBinary(data)
            && (data.Length <= MaxMethod || data[..MaxMethod].ContainsAny(SipGrammar.WhiteSpace));
        return mayGoOn ? StreamStart.Open : StreamStart.No;
    }

    /// <summary>Whether bytes begin a message even where they might go on with a line: a status line, or a method and a URI with its scheme.</summary>
    public static bool IsUnmistakable(ReadOnlySpan<byte> data)
    {
        if (!SipSniffer.LooksLikeSip(data))
        {
            return false;
        }

        var method = data.IndexOfAny(SipGrammar.WhiteSpace);
        if (method < 0 || data[..method].ContainsAnyExcept(SipGrammar.Token))
        {
            return SipGrammar.EqualsIgnoreCase(data[..4], "sip/"u8);
        }

        var uri = data[SipGrammar.SkipWhiteSpace(data, method)..];
        var end = uri.IndexOfAny(SipGrammar.WhiteSpace);
        return (end < 0 ? uri : uri[..end]).Contains((byte)':');
    }

    public static bool IsBinary(ReadOnlySpan<byte> data) => data.ContainsAny(s_binary);

    /// <summary>The first beginning of a line at or after <paramref name="from"/> where a message begins or may; the end of the data if there is none.</summary>
    public static int Find(ReadOnlySpan<byte> data, int from, out StreamStart verdict)
    {
        verdict = StreamStart.No;
        for (var start = from; start < data.Length;)
        {
            verdict = Judge(data[start..]);
            if (verdict is not StreamStart.No)
            {
                return start;
            }

            start = NextLine(data, start);
        }

        return data.Length;
    }

    /// <summary>The offset of the next line; the end of the data if there is none.</summary>
    public static int NextLine(ReadOnlySpan<byte> data, int start)
    {
        var lineFeed = data[start..].IndexOf((byte)'\n');
        return lineFeed < 0 ? data.Length : start + lineFeed + 1;
    }
}
