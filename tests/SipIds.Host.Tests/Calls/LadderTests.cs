using SipIds.Testing;

namespace SipIds.Host.Tests.Calls;

public sealed class LadderTests : IDisposable
{
    private static readonly CallScript s_call = CallScript.Between("192.0.2.1", "192.0.2.2");

    private readonly Scratch _scratch = new();

    private string Capture => _scratch["calls.pcap"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_challenged_call_is_drawn()
    {
        new CaptureBuilder().Add(s_call.Challenged(401)).Save(Capture);
        Assert.Equal(
            """
            Call-ID call-1@192.0.2.1
            sip:alice@example.com → sip:bob@example.com
            2026-01-01T00:00:00.000000Z, 10 messages in 32.180 s

                                    192.0.2.1:5060                      192.0.2.2:5060
               +0.000000                   │────────── INVITE (SDP) ──────────>│
               +0.020000                   │<─── 401 Unauthorized (INVITE) ────│
               +0.040000                   │─────────────── ACK ──────────────>│
               +0.060000                   │────────── INVITE (SDP) ──────────>│
               +0.080000                   │<────────── 100 Trying ────────────│
               +0.100000                   │<────────── 180 Ringing ───────────│
               +2.120000                   │<───── 200 OK (INVITE, SDP) ───────│
               +2.140000                   │─────────────── ACK ──────────────>│
              +32.160000                   │─────────────── BYE ──────────────>│
              +32.180000                   │<───────── 200 OK (BYE) ───────────│

            """,
            CommandLine.Program.Run("read", Capture, "--call", "call-1@192.0.2.1").Output);
    }

    [Fact]
    public void A_call_through_a_proxy_has_three_lifelines()
    {
        ProxiedCall.Save(Capture);
        Assert.Equal(
            """
            Call-ID proxied
            sip:alice@example.com → sip:bob@example.com
            2026-01-01T00:00:00.000000Z, 9 messages in 0.080 s

                                   192.0.2.1:5060                     192.0.2.10:5060                    192.0.2.2:5060
               +0.000000                  │───────── INVITE (SDP) ──────────>│                                  │
               +0.010000                  │                                  │───────── INVITE (SDP) ──────────>│
               +0.020000                  │                                  │<───────── 180 Ringing ───────────│
               +0.030000                  │<───────── 180 Ringing ───────────│                                  │
               +0.040000                  │                                  │<──── 200 OK (INVITE, SDP) ───────│
               +0.050000                  │<──── 200 OK (INVITE, SDP) ───────│                                  │
               +0.060000                  │──────────────────────────────── ACK ───────────────────────────────>│
               +0.070000                  │──────────────────────────────── BYE ───────────────────────────────>│
               +0.080000                  │<────────────────────────── 200 OK (BYE) ────────────────────────────│

            """,
            CommandLine.Program.Run("read", Capture, "--call", "proxied").Output);
    }

    [Fact]
    public void What_is_dropped_or_sent_again_or_raises_events_is_marked()
    {
        var broken = SipBuilder.Request("INVITE").CallId("broken").ContentLength("wrong");
        new CaptureBuilder()
            .Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.2").Payload(broken))
            .Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.2").Payload(broken).At(TimeSpan.FromMilliseconds(500)))
            .Save(Capture);
        Assert.Equal(
            """
            Call-ID broken
            sip:alice@example.com → sip:bob@example.com
            2026-01-01T00:00:00.000000Z, 2 messages in 0.500 s

                                    192.0.2.1:5060                      192.0.2.2:5060
               +0.000000                   │───────────── INVITE ─────────────x│  dropped
                                           │ ! syntax-content-length           │
               +0.500000                   │────────── INVITE again ──────────x│  dropped

            """,
            CommandLine.Program.Run("read", Capture, "--call", "broken", "--inline", "--set", "action_drop=true").Output);
    }

    [Fact]
    public void A_narrow_terminal_gets_numbers_a_legend_and_labels_at_the_right()
    {
        ProxiedCall.Save(Capture);
        var drawn = CommandLine.Program.Shell("COLUMNS=72 $sipids read $1 --call proxied", Capture);
        Assert.Equal(
            """
            Call-ID proxied
            sip:alice@example.com → sip:bob@example.com
            2026-01-01T00:00:00.000000Z, 9 messages in 0.080 s

               1  192.0.2.1:5060
               2  192.0.2.10:5060
               3  192.0.2.2:5060
                             1       2       3
               +0.000000     │──────>│       │  INVITE (SDP)
               +0.010000     │       │──────>│  INVITE (SDP)
               +0.020000     │       │<──────│  180 Ringing
               +0.030000     │<──────│       │  180 Ringing
               +0.040000     │       │<──────│  200 OK (INVITE, SDP)
               +0.050000     │<──────│       │  200 OK (INVITE, SDP)
               +0.060000     │──────────────>│  ACK
               +0.070000     │──────────────>│  BYE
               +0.080000     │<──────────────│  200 OK (BYE)

            """,
            drawn.Output);
    }

    [Fact]
    public void A_call_of_very_many_endpoints_names_those_without_a_lifeline()
    {
        var capture = new CaptureBuilder();
        for (var i = 1; i <= 200; i++)
        {
            _ = capture.Add(FrameBuilder.Udp("192.0.2.1", $"198.51.100.{i}").Payload(SipBuilder.Request("OPTIONS").CallId("scan")));
        }

        capture.Save(Capture);
        var lines = CommandLine.Program.Run("read", Capture, "--call", "scan").Lines;
        Assert.Contains("more endpoints", lines[14], StringComparison.Ordinal);
        Assert.EndsWith("OPTIONS to 198.51.100.200:5060", lines[^1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
    }

    [Fact]
    public void The_beginning_of_a_Call_ID_is_enough() =>
        Assert.StartsWith("Call-ID call-2@192.0.2.1\n", Ladder("call-2", s_call, s_call.Number(2)).Output, StringComparison.Ordinal);

    [Fact]
    public void A_whole_Call_ID_is_no_beginning_of_others() =>
        Assert.StartsWith("Call-ID call-1\n", Ladder("call-1", s_call, s_call.Number(2).CallId("call-1"), s_call.Number(3).CallId("call-12")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("call-", "several calls have a Call-ID that begins with 'call-': 'call-1@192.0.2.1', 'call-2@192.0.2.1'")]
    [InlineData("call-13", "no call has a Call-ID that begins with 'call-13'; the nearest is 'call-1@192.0.2.1', and --calls lists them all")]
    [InlineData("2@192", "no call has a Call-ID that begins with '2@192'; the nearest is 'call-2@192.0.2.1', and --calls lists them all")]
    [InlineData("\u001b[1mx", "no call has a Call-ID that begins with '�[1mx'; --calls lists them all")]
    public void A_call_that_is_not_there_ends_with_2_and_a_sentence(string callId, string sentence)
    {
        var read = Ladder(callId, s_call, s_call.Number(2));
        Assert.Equal(2, read.Code);
        Assert.Empty(read.Output);
        Assert.Equal($"sipids: {sentence}", Assert.Single(read.ErrorLines));
    }

    [Fact]
    public void What_packets_hold_cannot_steer_the_terminal_and_is_found_as_it_is_shown()
    {
        var options = SipBuilder.Request("OPTIONS").CallId("\u001b[2Jid").From("sip:a\u009b1m@example.com");
        new CaptureBuilder()
            .Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.2").Payload(options))
            .Add(FrameBuilder.Udp("192.0.2.2", "192.0.2.1").Payload(SipBuilder.Response(200, options, "\u001b[31mOK\u202e")))
            .Save(Capture);
        var read = CommandLine.Program.Run("read", Capture, "--call", "�[2Jid");
        Assert.Contains("200 �[31mOK� (OPTIONS)", read.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(read.Output, character => (char.IsControl(character) && character != '\n') || character == '\u202e');
    }

    [Theory]
    [InlineData("--call", "")]
    [InlineData("--call", "call-1", "--format", "json")]
    [InlineData("--call", "call-1", "--eve", "-")]
    public void A_ladder_needs_a_name_and_a_reader(params string[] options)
    {
        new CaptureBuilder().Add(s_call).Save(Capture);
        var read = CommandLine.Program.Run(["read", Capture, .. options]);
        Assert.Equal(2, read.Code);
        Assert.Empty(read.Output);
    }

    private CommandLine.Finished Ladder(string callId, params CallScript[] calls)
    {
        new CaptureBuilder().Add(calls).Save(Capture);
        return CommandLine.Program.Run("read", Capture, "--call", callId);
    }
}
