using SipIds.Sip;
using SipIds.Sip.Parsing;

namespace SipIds.Streams;

/// <summary>Cuts the bytes of a stream into SIP messages by their Content-Length (RFC 3261 §18.3), and finds back into step when they cannot be.</summary>
internal sealed class SipFramer(int maxMessage)
{
    private const int MaxBrokenHead = 8192;

    private readonly SipHeaderTable _headers = new();

    /// <summary>Streams on SIP ports that began with a TLS record.</summary>
    public long EncryptedStreams { get; private set; }

    /// <summary>Cuts the next item off.</summary>
    /// <param name="data">All bytes of the stream that are in order and not done with.</param>
    /// <param name="isLast">Whether the stream ends with them.</param>
    /// <param name="stream">The stream; its stage moves on.</param>
    public StreamCut Next(ReadOnlySpan<byte> data, bool isLast, ref TcpStream stream)
    {
        var start = 0;
        while (true)
        {
            var cut = stream.Stage switch
            {
                StreamStage.Boundary => Begin(data, ref start, isLast, ref stream),
                StreamStage.Head => ReadHead(data, start, isLast, ref stream),
                StreamStage.Body => ReadBody(data, start, isLast, ref stream),
                StreamStage.Searching => Search(data, ref start, ref stream),
                _ => StreamCut.Nothing(data.Length),
            };
            if (cut is { } done)
            {
                return done;
            }
        }
    }

    // Null means: the stage has changed, go on with it.
    private StreamCut? Begin(ReadOnlySpan<byte> data, ref int start, bool isLast, ref TcpStream stream)
    {
        // RFC 5626 §3.5.1: line ends between messages are keep-alives.
        while (start < data.Length && data[start] is (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        var rest = data[start..];
        var tls = stream.Has(StreamTraits.HasSpoken) ? SipStartVerdict.No : JudgeTls(rest);
        if (rest.IsEmpty || (tls is SipStartVerdict.Open && !isLast))
        {
            return StreamCut.Nothing(start);
        }

        if (tls is SipStartVerdict.Yes)
        {
            EncryptedStreams++;
            stream.Turn(StreamStage.Ignoring);
            return null;
        }

        var verdict = SipStart.Judge(rest);
        var mayBeBroken = verdict is SipStartVerdict.No && (stream.Has(StreamTraits.OnSipPort) || stream.Has(StreamTraits.HasSpoken));
        verdict = mayBeBroken ? JudgeHead(rest) : verdict;
        if (verdict is SipStartVerdict.Open && !isLast)
        {
            return StreamCut.Nothing(start);
        }

        if (verdict is SipStartVerdict.Yes)
        {
            stream.Traits |= StreamTraits.HasSpoken;
            stream.Turn(StreamStage.Head);
            return null;
        }

        return Refuse(data, ref start, ref stream);
    }

    // RFC 8446 §5.1: a record begins with a content type of 20 to 23 and the major version 3.
    private static SipStartVerdict JudgeTls(ReadOnlySpan<byte> rest) => rest switch
    {
        [>= 20 and <= 23] => SipStartVerdict.Open,
        [>= 20 and <= 23, 3, ..] => SipStartVerdict.Yes,
        _ => SipStartVerdict.No,
    };

    // A message whose start line is broken is still one, if its head says so.
    private SipStartVerdict JudgeHead(ReadOnlySpan<byte> rest)
    {
        if (!SipGrammar.Token.Contains(rest[0]))
        {
            return SipStartVerdict.No;
        }

        var end = SipHead.FindEnd(rest, 0);
        if (end < 0)
        {
            return rest.Length < MaxBrokenHead && !SipStart.IsBinary(rest) ? SipStartVerdict.Open : SipStartVerdict.No;
        }

        return SipParser.Parse(rest[..end], _headers, out _) is SipParseStatus.Ok ? SipStartVerdict.Yes : SipStartVerdict.No;
    }

    private static StreamCut? Refuse(ReadOnlySpan<byte> data, ref int start, ref TcpStream stream)
    {
        var end = SipStart.Find(data, SipStart.NextLine(data, start), out var verdict);
        var isSaid = stream.Has(StreamTraits.OnSipPort) && !stream.Has(StreamTraits.SaidNotSip);
        stream.Turn(verdict is not SipStartVerdict.No || stream.Has(StreamTraits.HasSpoken) ? StreamStage.Searching : StreamStage.Ignoring);
        if (!isSaid)
        {
            start = end;
            return null;
        }

        stream.Traits |= StreamTraits.SaidNotSip;
        return new(StreamItem.NotSip, start, end - start);
    }

    private StreamCut? ReadHead(ReadOnlySpan<byte> data, int start, bool isLast, ref TcpStream stream)
    {
        var rest = data[start..];
        var end = SipHead.FindEnd(rest, Math.Max(0, stream.Scanned - 3));
        if (end < 0 && isLast)
        {
            return Cut(StreamItem.Message, start, rest.Length, StreamStage.Boundary, ref stream);
        }

        if (end > maxMessage || (end < 0 && rest.Length > maxMessage))
        {
            return Cut(StreamItem.TooLarge, start, end < 0 ? rest.Length : end, StreamStage.Searching, ref stream);
        }

        if (end < 0)
        {
            stream.Scanned = rest.Length;
            return StreamCut.Nothing(start);
        }

        var kind = SipHead.ReadContentLength(rest[..end], out var length);
        if (kind is BodyLength.Huge || length > maxMessage - end)
        {
            return Cut(StreamItem.TooLarge, start, end, StreamStage.Searching, ref stream);
        }

        if (kind is BodyLength.Invalid)
        {
            return Cut(StreamItem.Message, start, end, StreamStage.Searching, ref stream);
        }

        // RFC 3261 §18.3 demands a Content-Length on streams; without one the body is taken for empty, unless the stream ends with it.
        stream.MessageLength = end + (kind is BodyLength.Missing && isLast ? LastBody(rest[end..]) : length);
        stream.Stage = StreamStage.Body;
        return null;
    }

    private static int LastBody(ReadOnlySpan<byte> rest) => SipSniffer.LooksLikeSip(rest) ? 0 : rest.Length;

    private static StreamCut? ReadBody(ReadOnlySpan<byte> data, int start, bool isLast, ref TcpStream stream)
    {
        var available = data.Length - start;
        return available >= stream.MessageLength || isLast
            ? Cut(StreamItem.Message, start, Math.Min(available, stream.MessageLength), StreamStage.Boundary, ref stream)
            : StreamCut.Nothing(start);
    }

    private static StreamCut Cut(StreamItem item, int start, int length, StreamStage next, ref TcpStream stream)
    {
        stream.Turn(next);
        return new(item, start, length);
    }

    private static StreamCut? Search(ReadOnlySpan<byte> data, ref int start, ref TcpStream stream)
    {
        start = SipStart.Find(data, start, out var verdict);
        if (verdict is not SipStartVerdict.Yes)
        {
            if (start == data.Length && !stream.Has(StreamTraits.OnSipPort) && !stream.Has(StreamTraits.HasSpoken))
            {
                stream.Turn(StreamStage.Ignoring);
            }

            return StreamCut.Nothing(start);
        }

        stream.Turn(StreamStage.Boundary);
        return null;
    }
}
