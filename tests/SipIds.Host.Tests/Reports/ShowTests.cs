using SipIds.Testing;

namespace SipIds.Host.Tests.Reports;

/// <summary><c>sipids show</c>: messages as they were sent.</summary>
public sealed class ShowTests : IDisposable
{
    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "captures", "svcrack.pcap");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_message_is_shown_whole_with_its_packet_its_addresses_and_its_alerts()
    {
        var capture = Save(SipBuilder.Request("INVITE").Without("Max-Forwards").CallId("one").Body("application/sdp", "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n"));
        var show = CommandLine.Program.Run("show", capture, "1");
        Assert.Equal(0, show.Code);
        Assert.StartsWith("packet 1, 2026-01-01T00:00:00.000000Z, 192.0.2.1:5060 → 192.0.2.2:5060, UDP, ", show.Output, StringComparison.Ordinal);
        Assert.Contains("  ! low mandatory-max-forwards [140:2008]", show.Output, StringComparison.Ordinal);
        Assert.Contains("\nINVITE sip:bob@example.com SIP/2.0\nVia: ", show.Output, StringComparison.Ordinal);
        Assert.Contains("\nCall-ID: one\n", show.Output, StringComparison.Ordinal);
        Assert.Contains("\n\nv=0\no=- 1 1 IN IP4 192.0.2.1\n", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_packets_are_shown_in_order() =>
        Assert.Equal(
            ["packet 1,", "packet 3,", "packet 4,"],
            CommandLine.Program.Run("show", s_sample, "3-4", "1").Lines.Where(line => line.StartsWith("packet ", StringComparison.Ordinal)).Select(line => line[..9]),
            StringComparer.Ordinal);

    [Fact]
    public void A_call_is_shown_by_the_beginning_of_its_Call_ID()
    {
        var show = CommandLine.Program.Run("show", s_sample, "--call", "319");
        Assert.Equal(0, show.Code);
        Assert.Equal(474, show.Lines.Count(line => line.StartsWith("packet ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_a_message_holds_cannot_steer_the_terminal()
    {
        var capture = Save(SipBuilder.Request("INVITE").Replace("Subject", "\e[2J\u202ehidden\u009b1m\ttab").Body("text/plain", [0x00, 0xFF, (byte)'\\', (byte)'"', (byte)'\r', (byte)'x', 0x07]));
        var output = CommandLine.Program.Run("show", capture, "1").Output;
        Assert.Contains("Subject: \\x1b[2J\\u{202e}hidden\\u{9b}1m\\ttab\n", output, StringComparison.Ordinal);
        Assert.Contains("\n\\x00\\xff\\\"\\rx\\x07\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, character => char.IsControl(character) && character != '\n');
    }

    [Fact]
    public void A_payload_that_is_no_SIP_is_shown_for_its_alerts()
    {
        new CaptureBuilder().Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.2").Payload("GET / HTTP/1.1\r\n\r\n"u8.ToArray())).Save(_scratch["web.pcap"]);
        var output = CommandLine.Program.Run("show", _scratch["web.pcap"], "1").Output;
        Assert.Contains("! low syntax-not-sip [140:1010]", output, StringComparison.Ordinal);
        Assert.Contains("\nGET / HTTP/1.1\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no packet 475; the capture has 474", "475")]
    [InlineData("no message has a Call-ID that begins with 'nobody'", "--call", "nobody")]
    [InlineData("'0' is no number of a packet", "0")]
    [InlineData("'9-5' is no number of a packet", "9-5")]
    [InlineData("'1-9000000000' are too many packets to show; 100,000 in a row are the most.", "1-9000000000")]
    [InlineData("Say which packets to show")]
    [InlineData("Say which packets to show", "1", "--call", "319")]
    public void What_is_not_there_ends_with_2(string reason, params string[] arguments)
    {
        var show = CommandLine.Program.Run(["show", s_sample, .. arguments]);
        Assert.Equal(2, show.Code);
        Assert.Contains(reason, show.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_is_past_the_end_one_line_is_enough() =>
        Assert.Equal(["sipids: there is no packet 475; the capture has 474"], CommandLine.Program.Run("show", s_sample, "474-500").ErrorLines);

    [Fact]
    public void A_beginning_that_several_calls_share_is_refused_with_their_names()
    {
        var capture = Save(SipBuilder.Request("INVITE").CallId("call-1"), SipBuilder.Request("INVITE").CallId("call-2").Via("192.0.2.1:5060", "z9hG4bK2"));
        var show = CommandLine.Program.Run("show", capture, "--call", "call");
        Assert.Equal(2, show.Code);
        Assert.Contains("'call-1', 'call-2'", show.Errors, StringComparison.Ordinal);
    }

    private string Save(params SipBuilder[] messages)
    {
        var capture = new CaptureBuilder();
        foreach (var message in messages)
        {
            capture.Add(FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(message));
        }

        capture.Save(_scratch["show.pcap"]);
        return _scratch["show.pcap"];
    }
}
