using SipIds.Host.Discovery;
using SipIds.Host.Pages;

namespace SipIds.Host.Tests.Discovery;

public sealed class DiscoveryTextTests
{
    private static readonly Discoveries s_found = new()
    {
        Seen = "1,198 packets with 1,196 messages of SIP in 26 seconds, between 8 addresses.",
        Proposals =
        [
            new("proxy_ip", "192.0.2.10", Confidence.Strong, "sent 812 of its 815 requests on with a Via more, for 14 users, from 9 hosts to 3 hosts; 201 answered calls came back through it."),
            new("proxy_ip", "2001:db8:1234:5678:9abc:def0:1234:5678", Confidence.Weak, "sent 1 of its 1 request on with a Via more, for 1 user, from 1 host to 1 host."),
            new("sides", "eth1: [192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24]", Confidence.Fair, "240 messages of 12 hosts there came by this interface first and by another after it."),
        ],
        LeftOut = [new("203.0.113.66", "looks like one for trusted, but mandatory-scanner (25) accuses it.")],
        Network = [new("registrar 192.0.2.10", "accepted 4 registrations of 4 users from 1 address, for example.com, and asked 4 times for a password.")],
        Source = [new("directions", "both: 144 of 144 requests were answered here.")],
        Missing = [new("ports", "no server accepted SIP at another port.")],
    };

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Nothing_is_wider_than_the_page_and_no_word_is_broken(int width)
    {
        var lines = Write(width);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        var words = string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            s_found.Proposals.SelectMany(proposal => $"{proposal.Value} {proposal.Evidence}".Split(' ')).Concat(s_found.LeftOut.Concat(s_found.Network).SelectMany(remark => $"{remark.Subject} {remark.Text}".Split(' '))),
            word => Assert.Contains(word, words));
    }

    [Fact]
    public void Where_there_is_room_it_is_a_table() =>
        Assert.Contains(Write(200), line => line.StartsWith("  proxy_ip  192.0.2.10                                             sure    sent 812 of its 815 requests on", StringComparison.Ordinal));

    [Fact]
    public void Where_there_is_none_the_reason_stands_below()
    {
        var lines = Write(80);
        var head = Array.IndexOf(lines, "  proxy_ip: 192.0.2.10  sure");
        Assert.True(head > 0);
        Assert.StartsWith("      sent 812 of its 815 requests on with a Via more", lines[head + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_proposals_that_is_said()
    {
        var output = new StringWriter();
        new DiscoveryText(new Page(output, 80)).Write(s_found with { Proposals = [], LeftOut = [] });
        Assert.Contains("  None: nothing was seen that a setting would have to name.", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Left out", output.ToString(), StringComparison.Ordinal);
    }

    private static string[] Write(int width)
    {
        var output = new StringWriter();
        new DiscoveryText(new Page(output, width)).Write(s_found);
        return output.ToString().Split(Environment.NewLine);
    }
}
