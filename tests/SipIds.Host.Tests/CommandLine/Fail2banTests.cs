using System.Text.RegularExpressions;
using SipIds.Testing;

namespace SipIds.Host.Tests.CommandLine;

/// <summary>The filters that docs/live.md shows, on alerts as they are written: one for proven sources, one for claimed ones.</summary>
public sealed class Fail2banTests : IDisposable
{
    private static readonly Regex[] s_filters =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "live.md"))
            .Where(line => line.Contains("<ADDR>", StringComparison.Ordinal))
            .Select(line => new Regex(line[line.IndexOf('"', StringComparison.Ordinal)..].Replace("<ADDR>", "(?<address>[0-9a-f.:]+)", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(5))),
    ];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("captures/svcrack_slow.pcap", "198.51.100.67")]
    [InlineData("captures/CESNET+ipfixprobe__sip.pcap", "147.32.77.113")]
    [InlineData("cases/svwar-register/capture.pcap", "198.51.100.66")]
    [InlineData("cases/svwar-options/capture.pcap.gz", "198.51.100.66")]
    [InlineData("cases/svwar-invite/capture.pcap", "198.51.100.66")]
    public void An_attacker_is_banned_and_nobody_else(string capture, string attacker) =>
        Assert.Equal(attacker, Assert.Single(Banned(s_filters[1], Path.Combine(Repository.Root, "tests", "corpus", capture))));

    [Fact]
    public void A_server_that_refuses_a_scan_is_not_banned() =>
        Assert.Equal("198.51.100.66", Assert.Single(Banned(s_filters[1], Path.Combine(Repository.Root, "tests", "corpus", "cases", "svwar-register", "capture.pcap"),
            "--set", "events.mandatory-scanner=off", "--set", "events.mandatory-tool-fingerprint=off")));

    [Theory]
    [InlineData("captures/svcrack_slow.pcap", "192.0.2.10", new[] { "198.51.100.67" })]
    [InlineData("../../samples/captures/svcrack.pcap", "192.0.2.10", new[] { "198.51.100.66" })]
    [InlineData("cases/svwar-register/capture.pcap", "192.0.2.10", new string[0])]
    public void The_server_is_banned_by_neither_filter_though_its_refusals_raise_alerts(string capture, string server, string[] proven)
    {
        var path = Path.Combine(Repository.Root, "tests", "corpus", capture);
        Assert.Contains(Program.Run("read", path, "--eve", "-").Json, alert => alert.GetProperty("src_ip").GetString() == server);
        Assert.Equal(proven, Banned(s_filters[0], path));
        Assert.DoesNotContain(server, s_filters.SelectMany(filter => Banned(filter, path)), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(true, new[] { "203.0.113.9" })]
    [InlineData(false, new string[0])]
    public void Only_a_proven_source_is_banned_where_that_is_asked_for(bool isProven, string[] banned)
    {
        var line = $$$"""{"event_type":"alert","src_ip":"192.0.2.10","dest_ip":"203.0.113.9","alert":{"signature_id":4011,"severity":1,"source":{"ip":"203.0.113.9","port":5060},"target":{"ip":"192.0.2.10","port":5060}},"sipids":{"event":"password-guessing","source_proven":{{{(isProven ? "true" : "false")}}}}}""";
        Assert.Equal(banned, Banned(s_filters[0], [line]));
    }

    [Fact]
    public void Nobody_is_banned_by_what_a_stranger_writes_into_a_message()
    {
        var forged = """x","event_type":"alert","signature_id":4011,"signature_id":2013,"source":{"ip":"192.0.2.99","port":5060},"source_proven":true""";
        var message = SipBuilder.Request("OPTIONS", "sip:100@192.0.2.10").Replace("User-Agent", forged).Replace("Max-Forwards", "999");
        var capture = _scratch.Write("forged.pcap", new CaptureBuilder().Add(FrameBuilder.Udp("198.51.100.66:5060", "192.0.2.10:5060").Payload(message)).ToBytes());
        Assert.Contains("192.0.2.99", Program.Run("read", capture, "--eve", "-").Output, StringComparison.Ordinal);
        Assert.All(s_filters, filter => Assert.Empty(Banned(filter, capture)));
    }

    private static IReadOnlyList<string> Banned(Regex filter, string capture, params string[] settings) =>
        Banned(filter, Program.Run(["read", capture, "--eve", "-", .. settings]).Lines);

    private static IReadOnlyList<string> Banned(Regex filter, IEnumerable<string> lines) =>
        [.. lines.Select(line => filter.Match(line)).Where(match => match.Success).Select(match => match.Groups["address"].Value).Distinct(StringComparer.Ordinal)];
}
