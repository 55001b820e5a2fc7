using SipIds.Testing;

namespace SipIds.Host.Tests.Calls;

public sealed class CallListTests : IDisposable
{
    private static readonly CallScript s_call = CallScript.Between("192.0.2.1", "192.0.2.2");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_list_says_what_became_of_each_call()
    {
        var read = Read(
            s_call,
            s_call.Number(2).At(TimeSpan.FromMinutes(1)).Challenged().Lasting(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(61)),
            s_call.Number(3).At(TimeSpan.FromMinutes(2)).Cancelled(),
            s_call.Number(4).At(TimeSpan.FromMinutes(3)).To("sip:carol@example.com").Refused(486));
        Assert.Equal(
            """

            start                        outcome        talk  caller → callee                                endpoints                        messages  alerts  Call-ID
            2026-01-01T00:00:00.000000Z  answered       0:30  sip:alice@example.com → sip:bob@example.com    192.0.2.1:5060 → 192.0.2.2:5060         7       0  call-1@192.0.2.1
            2026-01-01T00:01:00.000000Z  answered    1:01:00  sip:alice@example.com → sip:bob@example.com    192.0.2.1:5060 → 192.0.2.2:5060        10       0  call-2@192.0.2.1
            2026-01-01T00:02:00.000000Z  cancelled         -  sip:alice@example.com → sip:bob@example.com    192.0.2.1:5060 → 192.0.2.2:5060         7       0  call-3@192.0.2.1
            2026-01-01T00:03:00.000000Z  failed 486        -  sip:alice@example.com → sip:carol@example.com  192.0.2.1:5060 → 192.0.2.2:5060         5       0  call-4@192.0.2.1

            """,
            read.Output[..read.Output.IndexOf("\npackets ", StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData(1, "no answer")]
    [InlineData(2, "no answer")]
    [InlineData(3, "ringing")]
    [InlineData(4, "established")]
    [InlineData(6, "answered")]
    public void A_capture_may_end_in_the_middle_of_a_call(int messages, string outcome)
    {
        new CaptureBuilder().Add(s_call.ToPackets().Take(messages)).Save(_scratch["calls.pcap"]);
        Assert.Contains($"  {outcome}  ", CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls").Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_whose_credentials_are_never_sent_is_challenged()
    {
        new CaptureBuilder().Add(s_call.Challenged(401).ToPackets().Take(3)).Save(_scratch["calls.pcap"]);
        Assert.Contains("  challenged 401  ", CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls").Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_first_seen_in_its_middle_lasted_longer_than_was_seen()
    {
        new CaptureBuilder().Add(s_call.ToPackets().Skip(4)).Save(_scratch["calls.pcap"]);
        Assert.Contains("  answered  >0:30  ", CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls", "--set", "midstream_grace=1m").Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_through_a_proxy_is_one_call_and_shows_its_way()
    {
        ProxiedCall.Save(_scratch["calls.pcap"]);
        var lines = CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls").Lines;
        Assert.Contains("  192.0.2.1:5060 → 192.0.2.10:5060 → 192.0.2.2:5060         9       0  ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("packets ", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_forked_call_shows_the_branch_that_answered()
    {
        var invite = SipBuilder.Request("INVITE").Via("192.0.2.1:5060", "z9hG4bK-i1");
        var (one, other) = (invite.PushVia("192.0.2.10:5060", "z9hG4bK-p1"), invite.PushVia("192.0.2.10:5060", "z9hG4bK-p2"));
        new CaptureBuilder()
            .Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.10").Payload(invite))
            .Add(FrameBuilder.Udp("192.0.2.10", "192.0.2.2").Payload(one))
            .Add(FrameBuilder.Udp("192.0.2.10", "192.0.2.3").Payload(other))
            .Add(FrameBuilder.Udp("192.0.2.3", "192.0.2.10").Payload(SipBuilder.Response(200, other.ToTag("b2"))))
            .Add(FrameBuilder.Udp("192.0.2.10", "192.0.2.1").Payload(SipBuilder.Response(200, invite.ToTag("b2"))))
            .Save(_scratch["calls.pcap"]);
        var line = CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls").Lines[1];
        Assert.Contains("  192.0.2.1:5060 → 192.0.2.10:5060 → 192.0.2.3:5060  ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Call_ID_used_again_is_another_call() =>
        Assert.Equal(2, Read(s_call, s_call.Number(2).CallId("call-1@192.0.2.1").At(TimeSpan.FromHours(1))).Lines.Count(line => line.EndsWith("  call-1@192.0.2.1", StringComparison.Ordinal)));

    [Fact]
    public void The_list_comes_after_the_alerts_which_it_counts_and_before_the_summary()
    {
        new CaptureBuilder().Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.2").Payload(SipBuilder.Request("INVITE").Without("Max-Forwards").CallId("one"))).Save(_scratch["calls.pcap"]);
        var read = CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls", "--all");
        Assert.Collection(
            read.Lines.Take(4),
            line => Assert.Contains("mandatory-max-forwards", line, StringComparison.Ordinal),
            line => Assert.StartsWith("start ", line, StringComparison.Ordinal),
            line => Assert.EndsWith("         1       1  one", line, StringComparison.Ordinal),
            line => Assert.StartsWith("packets ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void As_JSON_calls_follow_the_alerts_in_objects_of_their_own()
    {
        new CaptureBuilder().Add(s_call, s_call.Number(2).Refused(603)).Save(_scratch["calls.pcap"]);
        var calls = CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls", "--format", "json").Json;
        Assert.Equal(
            [
                """{"timestamp":"2026-01-01T00:00:00.000000+0000","event_type":"call","src_ip":"192.0.2.1","src_port":5060,"dest_ip":"192.0.2.2","dest_port":5060,"proto":"UDP","app_proto":"sip","call_id":"call-1@192.0.2.1","call":{"outcome":"answered","talk_seconds":30.04,"from":"sip:alice@example.com","to":"sip:bob@example.com","path":["192.0.2.1:5060","192.0.2.2:5060"],"media":[{"type":"audio","encoding":"PCMA","direction":"sendrecv","secure":false,"caller":"192.0.2.1:40000","callee":"192.0.2.2:50000"}],"messages":7,"alerts":0,"dropped":0}}""",
                """{"timestamp":"2026-01-01T00:00:00.000000+0000","event_type":"call","src_ip":"192.0.2.1","src_port":5060,"dest_ip":"192.0.2.2","dest_port":5060,"proto":"UDP","app_proto":"sip","call_id":"call-2@192.0.2.1","call":{"outcome":"failed","status":603,"from":"sip:alice@example.com","to":"sip:bob@example.com","path":["192.0.2.1:5060","192.0.2.2:5060"],"messages":5,"alerts":0,"dropped":0}}""",
            ],
            calls.Select(call => call.GetRawText()),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_call_of_which_nothing_passes_is_dropped()
    {
        new CaptureBuilder().Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.2").Payload(SipBuilder.Request("INVITE").ContentLength("wrong"))).Save(_scratch["calls.pcap"]);
        var call = CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls", "--format", "json", "--inline", "--set", "action_drop=true").Json[^1].GetProperty("call");
        Assert.Equal("dropped", call.GetProperty("outcome").GetString());
        Assert.Equal(1, call.GetProperty("dropped").GetInt32());
    }

    [Fact]
    public void A_capture_without_calls_says_so() =>
        Assert.Contains("no calls", CommandLine.Program.Run("read", Repository.Capture("sipsak_options_ping.pcap"), "--calls").Lines, StringComparer.Ordinal);

    [Fact]
    public void What_packets_hold_cannot_steer_the_terminal()
    {
        var read = Read(s_call.CallId("\u001b[2J\u009b1m\u202eid").From("sip:al\u001b]0;title\u0007ice@example.com").To("sip:b\u200fob@example.com"));
        Assert.Contains("  sip:al�]0;title�ice@example.com → sip:b�ob@example.com  ", read.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(read.Output, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202e', read.Output);
    }

    private CommandLine.Finished Read(params CallScript[] calls)
    {
        new CaptureBuilder().Add(calls).Save(_scratch["calls.pcap"]);
        return CommandLine.Program.Run("read", _scratch["calls.pcap"], "--calls");
    }
}
