using System.Text;
using SipIds.Sip;

namespace SipIds.Core.Tests.Sip;

/// <summary>A header as the slow parser reads it.</summary>
internal sealed record SlowHeader(SipHeaderId Id, string Name, string Value, bool IsFolded);

/// <summary>Splits a message the slow and obvious way: by lines, then continuation lines joined, then at the colon. What the fast parser says is held against it.</summary>
internal sealed class SlowParser
{
    private const string Known =
        "Via,v From,f To,t Call-ID,i CSeq Max-Forwards Contact,m Content-Length,l Content-Type,c User-Agent Server Expires Route Record-Route "
        + "Authorization Proxy-Authorization WWW-Authenticate Proxy-Authenticate Authentication-Info Allow Supported,k Require Proxy-Require "
        + "Unsupported Accept Accept-Encoding Accept-Language Alert-Info Call-Info Content-Disposition Content-Encoding,e Content-Language Date "
        + "In-Reply-To MIME-Version Min-Expires Organization Priority Reply-To Retry-After Subject,s Timestamp Warning Event,o Allow-Events,u "
        + "Subscription-State Refer-To,r Referred-By,b Replaces RAck RSeq Session-Expires,x Min-SE Path P-Asserted-Identity P-Preferred-Identity "
        + "Identity,y Identity-Info,n Reason SIP-ETag SIP-If-Match Diversion Privacy";

    private const SipAnomalies Judged = SipAnomalies.NoBlankLine | SipAnomalies.BareLineFeed | SipAnomalies.MixedLineEnds
        | SipAnomalies.BareCarriageReturn | SipAnomalies.Folded | SipAnomalies.LeadingFold | SipAnomalies.NoColon;

    private static readonly char[] s_whiteSpace = [' ', '\t', '\r', '\n'];
    private static readonly Dictionary<string, SipHeaderId> s_ids = ReadNames();

    private readonly List<SlowHeader> _headers = [];

    private SlowParser()
    {
    }

    public IReadOnlyList<SlowHeader> Headers => _headers;

    public int BodyStart { get; private set; }

    public bool HasStartLine { get; private set; }

    /// <summary>Of the anomalies, those that this parser judges.</summary>
    public SipAnomalies Anomalies { get; private set; }

    public static SipAnomalies Comparable(SipAnomalies anomalies) => anomalies & Judged;

    public static SlowParser Parse(byte[] payload)
    {
        var result = new SlowParser();
        var text = Encoding.Latin1.GetString(payload);
        var start = text.Length - text.TrimStart('\r', '\n').Length;
        result.ReadLines(text, start);
        result.ReadLineEnds(text[start..result.BodyStart]);
        return result;
    }

    private void ReadLines(string text, int start)
    {
        BodyStart = text.Length;
        Anomalies = SipAnomalies.NoBlankLine;
        var lines = new List<string>();
        var lineStart = start;
        while (lineStart < text.Length)
        {
            var lineFeed = text.IndexOf('\n', lineStart);
            var line = lineFeed < 0 ? text[lineStart..] : text[lineStart..lineFeed];
            if (lineFeed >= 0 && line is "" or "\r")
            {
                BodyStart = lineFeed + 1;
                Anomalies = SipAnomalies.None;
                break;
            }

            // The start line has no continuation.
            if (lines.Count > 1 && line.Length > 0 && line[0] is ' ' or '\t')
            {
                lines[^1] += "\n" + line;
            }
            else
            {
                lines.Add(line);
            }

            lineStart = lineFeed < 0 ? text.Length : lineFeed + 1;
        }

        HasStartLine = lines.Count > 0 && IsStartLine(lines[0]);
        foreach (var line in lines.Skip(1))
        {
            ReadHeader(line);
        }
    }

    private static bool IsStartLine(string line)
    {
        var words = line.Split(s_whiteSpace, StringSplitOptions.RemoveEmptyEntries);
        return IsVersion(line) || (words.Length >= 3 && IsVersion(words[^1]));
    }

    private static bool IsVersion(string word) => word.StartsWith("sip/", StringComparison.OrdinalIgnoreCase);

    private void ReadHeader(string line)
    {
        var isFolded = line.Contains('\n', StringComparison.Ordinal);
        Anomalies |= isFolded ? SipAnomalies.Folded : SipAnomalies.None;
        var trimmed = line.EndsWith('\r') ? line[..^1] : line;
        if (trimmed.Length > 0 && s_whiteSpace.Contains(trimmed[0]))
        {
            Anomalies |= SipAnomalies.LeadingFold;
            return;
        }

        var colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            Anomalies |= trimmed.Length > 0 ? SipAnomalies.NoColon : SipAnomalies.None;
            return;
        }

        var name = trimmed[..colon].Trim(s_whiteSpace);
        _headers.Add(new(s_ids.GetValueOrDefault(name.ToLowerInvariant()), name, trimmed[(colon + 1)..].Trim(s_whiteSpace), isFolded));
    }

    private void ReadLineEnds(string head)
    {
        var lineFeeds = head.Count(letter => letter == '\n');
        var lineEnds = head.Split("\r\n").Length - 1;
        var returns = head.Count(letter => letter == '\r');
        Anomalies |= lineFeeds > lineEnds ? SipAnomalies.BareLineFeed : SipAnomalies.None;
        Anomalies |= lineFeeds > lineEnds && lineEnds > 0 ? SipAnomalies.MixedLineEnds : SipAnomalies.None;
        Anomalies |= returns > lineEnds ? SipAnomalies.BareCarriageReturn : SipAnomalies.None;
    }

    private static Dictionary<string, SipHeaderId> ReadNames()
    {
        var ids = new Dictionary<string, SipHeaderId>(StringComparer.Ordinal);
        var id = SipHeaderId.Other;
        foreach (var names in Known.Split(' '))
        {
            id++;
            foreach (var name in names.Split(','))
            {
                ids.Add(name.ToLowerInvariant(), id);
            }
        }

        return ids;
    }
}
