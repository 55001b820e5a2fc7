using System.Diagnostics;
using System.Globalization;
using System.Text;
using SipIds.Benchmarks.Traffic;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;

namespace SipIds.Benchmarks;

/// <summary>Searches the grammar for the message that costs the most: fields filled with pieces that parsers and searches look twice at, and the worst of them changed further.</summary>
internal sealed class SlowestMessage
{
    private const int Repeats = 20;
    private const int Batches = 5;

    // What begins, joins and ends values, comments, escapes, quotes, words of injected code and sequences of other charsets.
    private static readonly string[] s_pieces =
    [
        "'", "\"", "\\", "(", ")", "<", ">", ";", ",", "=", "&", "|", "$(", "${", "`", "%", "%25", "%27", "%n", "%0d%0a", "/*", "*/", "--", "#", "@", ":", "?", "[", "]", " ", "\t", "\r\n ",
        "'or ", "' or 1=", "union ", "union select ", "select s", ";update s", ";a", "|id", "a", "u", "1", "\u00C0", "\u00C0\u00BC", "\u00E2\u0082", "\u00C3\u00A9", "sip:", "<sip:a@b>", "\"a\" <sip:a@b>",
        ";a=b", ";tag=1", ";branch=", "a=candidate:", "\r\na=rtpmap:0 ", "\r\nm=a 1 RTP/AVP 0", "\r\nc=IN IP4 1", "\r\n--b\r\n", "--b", "SIP/2.0/UDP ", "username=", "Digest ", "&SIP/", ",system(",
    ];

    private static readonly string[] s_fields =
    [
        "uri", "Via", "From", "To", "Call-ID", "CSeq", "Contact", "User-Agent", "Server", "Subject", "Reason", "Warning", "Authorization", "Refer-To", "P-Asserted-Identity", "Diversion",
        "Route", "Record-Route", "Identity", "Identity-Info", "Content-Type", "Date", "Replaces", "X-Own", "sdp", "parts",
    ];

    private readonly SipIdsPipeline _pipeline = new(new() { Registry = BuiltIn.Register(new()) });
    private readonly Random _random;
    private long _now;

    private SlowestMessage(int seed) => _random = new(seed);

    public static void Run(TimeSpan duration, int seed) => new SlowestMessage(seed).Search(duration);

    private void Search(TimeSpan duration)
    {
        var ordinary = Encoding.Latin1.GetBytes(Message("", ""));
        for (var round = 0; round < 500; round++)
        {
            Cost(ordinary);
        }

        var normal = Cost(ordinary);
        var worst = s_fields.ToDictionary(field => field, _ => (Ratio: 0.0, Piece: "", Fill: 0), StringComparer.Ordinal);
        var warm = false;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration;)
        {
            // What was measured before its code was compiled for good says nothing: the second half begins with the pieces of the first.
            if (!warm && watch.Elapsed > duration / 2)
            {
                warm = true;
                normal = Cost(ordinary);
                foreach (var (name, found) in worst)
                {
                    worst[name] = found with { Ratio = found.Piece.Length == 0 ? 0 : Cost(Encoding.Latin1.GetBytes(Message(name, Fill(found.Piece, found.Fill)))) / normal };
                }
            }

            var field = s_fields[_random.Next(s_fields.Length)];
            var piece = _random.Next(3) == 0 || worst[field].Piece.Length == 0 ? Pieces(_random.Next(1, 4)) : Changed(worst[field].Piece);
            var fill = 1 << _random.Next(8, 14);
            var message = Encoding.Latin1.GetBytes(Message(field, Fill(piece, fill)));
            var ratio = Cost(message) / normal;
            if (ratio > worst[field].Ratio && Cost(message) / normal is var again && again > worst[field].Ratio)
            {
                worst[field] = (Math.Min(ratio, again), piece, fill);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an ordinary INVITE of {ordinary.Length} bytes: {normal:0} ns"));
        foreach (var (field, found) in worst.OrderByDescending(found => found.Value.Ratio))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Ratio,6:0.0} times, {found.Fill,5} bytes of {field} of {Shown(found.Piece)}"));
        }
    }

    private string Pieces(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => s_pieces[_random.Next(s_pieces.Length)]));

    private string Changed(string piece)
    {
        var at = _random.Next(piece.Length + 1);
        return _random.Next(2) == 0 && piece.Length > 1 ? piece.Remove(Math.Min(at, piece.Length - 1), 1) : piece.Insert(at, Pieces(1));
    }

    private static string Fill(string piece, int length) => string.Concat(Enumerable.Repeat(piece, Math.Max(1, length / Math.Max(1, piece.Length))));

    private static string Shown(string piece) => string.Concat(piece.Select(letter => letter is < ' ' or > '~' ? $"\\x{(int)letter:X2}" : $"{letter}"));

    // The fastest of some batches, in nanoseconds a message. Each message comes a minute after the one before, when that is no retransmission any more.
    private double Cost(byte[] message)
    {
        var frame = CaptureWriter.Frame(new(NetAddress.Parse("192.0.2.1"), 5060), new(NetAddress.Parse("192.0.2.2"), 5060), message);
        var fastest = double.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                _now += 60_000_000_000;
                _pipeline.Process(new() { Time = new(_now), Bytes = frame, OriginalLength = frame.Length, Link = LinkType.Ethernet, Number = 1 });
            }

            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Repeats);
        }

        return fastest;
    }

    private static string Message(string field, string text)
    {
        var lines = new StringBuilder();
        lines.Append(CultureInfo.InvariantCulture, $"INVITE {(field == "uri" ? "sip:" + text + "@b" : "sip:bob@example.com")} SIP/2.0\r\n");
        foreach (var (name, value) in Headers())
        {
            lines.Append(CultureInfo.InvariantCulture, $"{name}: {(name == field ? text : value)}\r\n");
        }

        if (field.Length > 0 && char.IsUpper(field[0]) && !Headers().Any(header => header.Name == field))
        {
            lines.Append(CultureInfo.InvariantCulture, $"{field}: {text}\r\n");
        }

        var body = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n";
        body = field switch
        {
            "sdp" => body + "a=" + text + "\r\n",
            "parts" => $"--b\r\nContent-Type: application/sdp\r\n\r\n{body}{text}\r\n--b--\r\n",
            _ => body,
        };
        var type = field switch { "parts" => "multipart/mixed;boundary=b", "Content-Type" => text, _ => "application/sdp" };
        return lines.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}").ToString();
    }

    private static IEnumerable<(string Name, string Value)> Headers() =>
    [
        ("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds;rport"), ("Max-Forwards", "70"), ("From", "\"Alice\" <sip:alice@example.com>;tag=1928301774"),
        ("To", "<sip:bob@example.com>"), ("Call-ID", "a84b4c76e66710@192.0.2.1"), ("CSeq", "314159 INVITE"), ("Contact", "<sip:alice@192.0.2.1:5060>"), ("User-Agent", "Example Phone 1.2"),
    ];
}
