using SipIds.Sip;
using SipIds.Sip.Parsing;
using SipIds.Streams.Layers;

namespace SipIds.Streams.Framing;

/// <summary>Cuts the bytes of a stream into SIP messages by their Content-Length (RFC 3261 §18.3), and finds back into step when they cannot be.</summary>
internal sealed class SipFramer(int slots, int maxMessage) : IStreamLayer
{
    private const int MaxBrokenHead = 8192;

    private readonly SipFraming[] _streams = new SipFraming[slots];
    private readonly SipHeaderTable _headers = new();

    /// <summary>Streams on SIP ports that began with a TLS record.</summary>
    public long EncryptedStreams { get; private set; }

    public StreamStart Judge(ReadOnlySpan<byte> bytes) =>
        SipSniffer.LooksLikeSip(bytes) ? StreamStart.Yes : bytes.IsEmpty ? StreamStart.No : SipStart.Judge(bytes);

    public bool IsUnmistakable(ReadOnlySpan<byte> segment) => SipStart.IsUnmistakable(segment);

    public void Begin(int slot) => _streams[slot] = default;

    public void Resume(int slot, bool isInStep) => _streams[slot].Turn(isInStep ? SipStage.Boundary : SipStage.Searching);

    public StreamCut Next(scoped in StreamPlace place, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> bytes)
    {
        ref var stream = ref _streams[place.Slot];
        var cut = Cut(data, place, ref stream);
        bytes = data.Slice(cut.Start, cut.Length);
        var stage = stream.Stage switch
        {
            SipStage.Searching => StreamStage.Searching,
            SipStage.Ignoring => StreamStage.Ignoring,
            _ => StreamStage.Followed,
        };
        return new(cut.Item, cut.End, stage) { Sequence = place.Begin + (uint)cut.Start, IsVerbatim = true };
    }

    public ReadOnlySpan<byte> Waiting(int slot, out uint sequence)
    {
        sequence = 0;
        return default;
    }

    public void Release(int slot)
    {
    }

    private SipCut Cut(ReadOnlySpan<byte> data, in StreamPlace place, ref SipFraming stream)
    {
        var start = 0;
        while (true)
        {
            var cut = stream.Stage switch
            {
                SipStage.Boundary => Begin(data, ref start, place, ref stream),
                SipStage.Head => ReadHead(data, start, place.IsLast, ref stream),
                SipStage.Body => ReadBody(data, start, place.IsLast, ref stream),
                SipStage.Searching => Search(data, ref start, place, ref stream),
                _ => SipCut.Nothing(data.Length),
            };
            if (cut is { } done)
            {
                return done;
            }
        }
    }

    // Null means: the stage has changed, go on with it.
    private SipCut? Begin(ReadOnlySpan<byte> data, ref int start, in StreamPlace place, ref SipFraming stream)
    {
        // RFC 5626 §3.5.1: line ends between messages are keep-alives.
        while (start < data.Length && data[start] is (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        var rest = data[start..];
        var tls = stream.HasSpoken ? StreamStart.No : JudgeTls(rest);
        if (rest.IsEmpty || (tls is StreamStart.Open && !place.IsLast))
        {
            return SipCut.Nothing(start);
        }

        if (tls is StreamStart.Yes)
        {
            EncryptedStreams++;
            stream.Turn(SipStage.Ignoring);
            return null;
        }

        var verdict = SipStart.Judge(rest);
        var mayBeBroken = verdict is StreamStart.No && (place.IsExpected || stream.HasSpoken);
        verdict = mayBeBroken ? JudgeHead(rest) : verdict;
        if (verdict is StreamStart.Open && !place.IsLast)
        {
            return SipCut.Nothing(start);
        }

        if (verdict is StreamStart.Yes)
        {
            stream.HasSpoken = true;
            stream.Turn(SipStage.Head);
            return null;
        }

        return Refuse(data, ref start, place, ref stream);
    }

    // RFC 8446 §5.1: a record begins with a content type of 20 to 23 and the major version 3.
    private static StreamStart JudgeTls(ReadOnlySpan<byte> rest) => rest switch
    {
        [>= 20 and <= 23] => StreamStart.Open,
        [>= 20 and <= 23, 3, ..] => StreamStart.Yes,
        _ => StreamStart.No,
    };

    // A message whose start line is broken is still one, if its head says so.
    private StreamStart JudgeHead(ReadOnlySpan<byte> rest)
    {
        if (!SipGrammar.Token.Contains(rest[0]))
        {
            return StreamStart.No;
        }

        var end = SipHead.FindEnd(rest, 0);
        if (end < 0)
        {
            return rest.Length < MaxBrokenHead && !SipStart.IsBinary(rest) ? StreamStart.Open : StreamStart.No;
        }

        return SipParser.Parse(rest[..end], _headers, out _) is SipParseStatus.Ok ? StreamStart.Yes : StreamStart.No;
    }

    private static SipCut? Refuse(ReadOnlySpan<byte> data, ref int start, in StreamPlace place, ref SipFraming stream)
    {
        var end = SipStart.Find(data, SipStart.NextLine(data, start), out var verdict);
        var isSaid = place.IsExpected && !stream.SaidNotSip;
        stream.Turn(verdict is not StreamStart.No || stream.HasSpoken ? SipStage.Searching : SipStage.Ignoring);
        if (!isSaid)
        {
            start = end;
            return null;
        }

        stream.SaidNotSip = true;
        return new(StreamItem.NotSip, start, end - start);
    }

    private SipCut? ReadHead(ReadOnlySpan<byte> data, int start, bool isLast, ref SipFraming stream)
    {
        var rest = data[start..];
        var end = SipHead.FindEnd(rest, Math.Max(0, stream.Scanned - 3));
        if (end < 0 && isLast)
        {
            return Cut(StreamItem.Message, start, rest.Length, SipStage.Boundary, ref stream);
        }

        if (end > maxMessage || (end < 0 && rest.Length > maxMessage))
        {
            return Cut(StreamItem.TooLarge, start, end < 0 ? rest.Length : end, SipStage.Searching, ref stream);
        }

        if (end < 0)
        {
            stream.Scanned = rest.Length;
            return SipCut.Nothing(start);
        }

        var kind = SipHead.ReadContentLength(rest[..end], out var length);
        if (kind is BodyLength.Huge || length > maxMessage - end)
        {
            return Cut(StreamItem.TooLarge, start, end, SipStage.Searching, ref stream);
        }

        if (kind is BodyLength.Invalid)
        {
            return Cut(StreamItem.Message, start, end, SipStage.Searching, ref stream);
        }

        // RFC 3261 §18.3 demands a Content-Length on streams; without one the body is taken for empty, unless the stream ends with it.
        stream.MessageLength = end + (kind is BodyLength.Missing && isLast ? LastBody(rest[end..]) : length);
        stream.Stage = SipStage.Body;
        return null;
    }

    private static int LastBody(ReadOnlySpan<byte> rest) => SipSniffer.LooksLikeSip(rest) ? 0 : rest.Length;

    private static SipCut? ReadBody(ReadOnlySpan<byte> data, int start, bool isLast, ref SipFraming stream)
    {
        var available = data.Length - start;
        return available >= stream.MessageLength || isLast
            ? Cut(StreamItem.Message, start, Math.Min(available, stream.MessageLength), SipStage.Boundary, ref stream)
            : SipCut.Nothing(start);
    }

    private static SipCut Cut(StreamItem item, int start, int length, SipStage next, ref SipFraming stream)
    {
        stream.Turn(next);
        return new(item, start, length);
    }

    private static SipCut? Search(ReadOnlySpan<byte> data, ref int start, in StreamPlace place, ref SipFraming stream)
    {
        start = SipStart.Find(data, start, out var verdict);
        if (verdict is not StreamStart.Yes)
        {
            if (start == data.Length && !place.IsExpected && !stream.HasSpoken)
            {
                stream.Turn(SipStage.Ignoring);
            }

            return SipCut.Nothing(start);
        }

        stream.Turn(SipStage.Boundary);
        return null;
    }
}
