using System.Globalization;
using SipIds.Host.Tests.CommandLine;
using SipIds.Host.Tests.Traffic;
using SipIds.Sip;

namespace SipIds.Host.Tests.Corpus;

/// <summary>A second opinion: tshark counts the same messages by method and status code.</summary>
[Trait("takes", "long")]
public sealed class TsharkTests
{
    // Where the two rightly differ, by how much, and why.
    private static readonly Dictionary<string, (string Difference, string Reason)> s_exceptions = new(StringComparer.Ordinal)
    {
        ["protos-c07"] = ("INVITE +3, other +9", "start lines that tshark leaves to SigComp and to plain UDP"),
        ["rfc4475-udp"] = ("0 +1, INVITE +3, OPTIONS +2", "start lines with a strange version, URI, spacing or code, plain UDP to tshark"),
        ["rfc4475-tcp"] = ("0 +1, INVITE +5, OPTIONS +3", "the same, and messages behind one of them in a stream"),
        ["svmap-ports"] = ("OPTIONS +1", "the datagram to port 5072 is AYIYA to tshark"),
        ["pk-frag-overlap"] = ("OPTIONS -1", "fragments that overlap, of which a receiver makes no datagram (RFC 5722 §3)"),
        ["pk-tcp-5080-split"] = ("OPTIONS +1", "a start line in two segments, to a port by which tshark knows no SIP"),
        ["pk-tcp-rst-inwindow"] = ("OPTIONS +1", "the message behind a reset that a receiver does not believe (RFC 5961 §3)"),
        ["hping3-invite-flood"] = ("INVITE +24", "datagrams from source ports that tshark knows other protocols by"),
    };

    public static TheoryData<string> Names => [.. Case.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Tshark_counts_the_same_messages_but_for_the_exceptions(string name)
    {
        var input = new Case(name).Input;
        var expected = s_exceptions.TryGetValue(name, out var exception) ? exception.Difference : "";
        Assert.Equal(expected, Difference(CountedByTshark(input), Counted(input)));
    }

    private static string Difference(SortedDictionary<string, long> theirs, SortedDictionary<string, long> ours) => string.Join(", ", theirs.Keys
        .Union(ours.Keys, StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(key => (Key: key, More: ours.GetValueOrDefault(key) - theirs.GetValueOrDefault(key)))
        .Where(pair => pair.More != 0)
        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.More:+0;-0}")));

    private static SortedDictionary<string, long> Counted(string input)
    {
        var statistics = new Sensor().Read(input).Statistics;
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var method in Enum.GetValues<SipMethod>().Where(m => statistics.Requests(m) > 0))
        {
            counts[method is SipMethod.Extension ? "other" : SipMethods.NameOf(method)] = statistics.Requests(method);
        }

        foreach (var code in statistics.StatusCodesSeen)
        {
            counts[code.ToString(CultureInfo.InvariantCulture)] = statistics.Responses(code);
        }

        return counts;
    }

    private static SortedDictionary<string, long> CountedByTshark(string input)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);

        // An ICMP error quotes a message; it is none.
        foreach (var line in Tshark.Run("-r", input, "-Y", "sip && !icmp", "-T", "fields", "-e", "sip.Method", "-e", "sip.Status-Code"))
        {
            foreach (var name in line.Split(['\t', ','], StringSplitOptions.RemoveEmptyEntries))
            {
                var key = char.IsAsciiDigit(name[0]) || IsKnown(name) ? name : "other";
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        return counts;
    }

    private static bool IsKnown(string method) => Enum.GetValues<SipMethod>().Any(m => string.Equals(SipMethods.NameOf(m), method, StringComparison.Ordinal));
}
