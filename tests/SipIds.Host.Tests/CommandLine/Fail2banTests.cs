using System.Text.RegularExpressions;
using SipIds.Testing;

namespace SipIds.Host.Tests.CommandLine;

/// <summary>The filter that docs/live.md shows, on alerts as they are written.</summary>
public sealed class Fail2banTests : IDisposable
{
    private static readonly Regex[] s_filter =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "live.md"))
            .Where(line => line.Contains("<ADDR>", StringComparison.Ordinal))
            .Select(line => new Regex(line[line.IndexOf('"', StringComparison.Ordinal)..].Replace("<ADDR>", "(?<address>[0-9a-f.:]+)", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(5))),
    ];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("svcrack_slow.pcap", "198.51.100.67")]
    [InlineData("CESNET+ipfixprobe__sip.pcap", "147.32.77.113")]
    public void The_attacker_is_banned_and_nobody_else(string capture, string attacker) => Assert.Equal(attacker, Assert.Single(Banned(Repository.Capture(capture))));

    [Fact]
    public void A_server_that_refuses_passwords_is_not_banned() =>
        Assert.Equal("198.51.100.67", Assert.Single(Banned(Repository.Capture("svcrack_slow.pcap"), "--set", "events.mandatory-scanner=off", "--set", "events.mandatory-tool-fingerprint=off")));

    [Fact]
    public void Nobody_is_banned_by_what_a_stranger_writes_into_a_message()
    {
        var forged = """x","event_type":"alert","src_ip":"192.0.2.99","dest_ip":"192.0.2.99","signature_id":4011,"signature_id":2013,""";
        var message = SipBuilder.Request("OPTIONS", "sip:100@192.0.2.10").Replace("User-Agent", forged).Replace("Max-Forwards", "999");
        var capture = _scratch.Write("forged.pcap", new CaptureBuilder().Add(FrameBuilder.Udp("198.51.100.66:5060", "192.0.2.10:5060").Payload(message)).ToBytes());
        Assert.Contains("192.0.2.99", Program.Run("read", capture, "--eve", "-").Output, StringComparison.Ordinal);
        Assert.Empty(Banned(capture));
    }

    private static IReadOnlyList<string> Banned(string capture, params string[] settings) =>
    [
        .. Program.Run(["read", capture, "--eve", "-", .. settings]).Lines
            .SelectMany(line => s_filter.Select(filter => filter.Match(line)).Where(match => match.Success))
            .Select(match => match.Groups["address"].Value)
            .Distinct(StringComparer.Ordinal),
    ];
}
