using System.Text;
using System.Text.Json;
using SipIds.Events;
using SipIds.Outputs.Eve;
using SipIds.Outputs.Streams;
using SipIds.Packets;

namespace SipIds.Outputs.Tests;

public sealed class EveOutputTests
{
    [Fact]
    public void A_request_is_written_as_Suricata_writes_it()
    {
        var line = Written.Eve(Some.Alert, Some.Packet(Some.Invite));

        Assert.Equal(
            """
            {"timestamp":"2026-01-02T03:04:05.123456+0000","flow_id":FLOW,"pcap_cnt":7,"event_type":"alert",
            "src_ip":"198.51.100.66","src_port":5060,"dest_ip":"192.0.2.10","dest_port":5060,"proto":"UDP","community_id":"1:R/6R/mzQ9CoXES0bWn143Q/pvf8=","pkt_src":"wire/pcap",
            "alert":{"action":"allowed","gid":140,"signature_id":4001,"rev":1,
            "signature":"SIPIDS Spit caller","category":"Attempted Denial of Service",
            "severity":1,"metadata":{"event":["spit-caller"],"family":["thresholds"],"class":["attempted-dos"]}},"app_proto":"sip",
            "sip":{"method":"INVITE","uri":"sip:200@192.0.2.10","version":"SIP/2.0","request_line":"INVITE sip:200@192.0.2.10 SIP/2.0",
            "call_id":"7f3a@example.com","from":"\"Mallory\" <sip:100@example.com>;tag=a","to":"<sip:200@example.com>","cseq":"1 INVITE",
            "user_agent":"friendly-scanner"},"call_id":"7f3a@example.com","sipids":{"event":"spit-caller",
            "explanation":"One caller started more calls than `calls` allows.","action":"drop","source_proven":false}}

            """.Replace("\n\"", "\"", StringComparison.Ordinal).Replace("FLOW", FlowIdIn(line), StringComparison.Ordinal),
            line);
    }

    [Fact]
    public void A_response_has_its_code_as_a_string()
    {
        var sip = Parse(Written.Eve(Some.Alert, Some.Packet(Some.Busy))).GetProperty("sip");

        Assert.Equal(
            """{"version":"SIP/2.0","code":"486","reason":"Busy Here","response_line":"SIP/2.0 486 Busy Here","call_id":"7f3a@example.com","from":"<sip:100@example.com>;tag=a","to":"<sip:200@example.com>;tag=b","cseq":"1 INVITE"}""",
            sip.GetRawText());
    }

    [Fact]
    public void A_packet_that_is_no_SIP_has_no_sip_object()
    {
        var alert = Some.Alert with { Event = Some.NotSip, Severity = Severity.Low };

        var record = Parse(Written.Eve(alert, Some.Packet("hello")));

        Assert.False(record.TryGetProperty("sip", out _) || record.TryGetProperty("app_proto", out _) || record.TryGetProperty("call_id", out _));
    }

    [Fact]
    public void Counts_are_written_with_their_limit_and_beginning()
    {
        var alert = Some.Alert with { Count = 51, Limit = 50, Suppressed = 9, Since = Timestamp.FromUnix(1_767_323_000) };

        Assert.Equal(
            """{"event":"spit-caller","explanation":"One caller started more calls than `calls` allows.","action":"drop","count":51,"limit":50,"suppressed":9,"since":"2026-01-02T03:03:20.000000+0000","source_proven":false}""",
            Ours(Written.Eve(alert, Some.Packet(Some.Invite))));
    }

    [Fact]
    public void What_shadow_mode_and_emergencies_let_pass_is_said()
    {
        var alert = Some.Alert with { WouldDrop = true, Emergency = true, Detail = "sip:112@example.com"u8 };

        Assert.Equal(
            """{"event":"spit-caller","explanation":"One caller started more calls than `calls` allows.","action":"drop","detail":"sip:112@example.com","source_proven":false,"would_drop":true,"emergency":true}""",
            Ours(Written.Eve(alert, Some.Packet(Some.Invite))));
    }

    [Fact]
    public void A_dropped_packet_is_blocked_whichever_event_dropped_it()
    {
        var alert = Some.Alert with { Action = EventAction.Alert, Verdict = Verdict.Drop };

        Assert.Equal("blocked", Parse(Written.Eve(alert, Some.Packet(Some.Invite))).GetProperty("alert").GetProperty("action").GetString());
    }

    [Fact]
    public void Attacker_and_victim_are_written_as_Suricata_writes_them()
    {
        var alert = Some.Alert with { Source = new(NetAddress.Parse("203.0.113.9"), 5070), Target = new(NetAddress.Parse("2001:db8::10"), 5060), SourceProven = true };

        var record = Parse(Written.Eve(alert, Some.Packet(Some.Busy)));

        Assert.Equal("""{"ip":"203.0.113.9","port":5070}""", record.GetProperty("alert").GetProperty("source").GetRawText());
        Assert.Equal("""{"ip":"2001:db8::10","port":5060}""", record.GetProperty("alert").GetProperty("target").GetRawText());
        Assert.True(record.GetProperty("sipids").GetProperty("source_proven").GetBoolean());
    }

    [Fact]
    public void A_message_that_did_not_pass_is_written_as_Suricata_writes_a_drop()
    {
        var record = Parse(Written.Drop(new() { Event = Some.Spit, WouldDrop = true, RefusedWith = 503, LeftOut = 3 }, Some.Packet(Some.Invite)));

        Assert.Equal("drop", record.GetProperty("event_type").GetString());
        Assert.Equal("INVITE", record.GetProperty("sip").GetProperty("method").GetString());
        Assert.Equal("7f3a@example.com", record.GetProperty("call_id").GetString());
        Assert.Equal("""{"event":"spit-caller","would_drop":true,"refused_with":503,"left_out":3}""", record.GetProperty("sipids").GetRawText());
        Assert.Equal("rules", record.GetProperty("drop").GetProperty("reason").GetString());
    }

    [Fact]
    public void A_log_without_drops_has_none() => Assert.Empty(Written.Drop(new() { Event = Some.Spit }, Some.Packet(Some.Invite), writesDrops: false));

    [Fact]
    public void An_IPv6_origin_behind_a_proxy_is_written_in_brackets()
    {
        var packet = Some.Packet(Some.Invite, source: "2001:db8::66", origin: new(NetAddress.Parse("2001:db8::bad"), 5070));

        var record = Parse(Written.Eve(Some.Alert, packet));

        Assert.Equal("2001:db8::66", record.GetProperty("src_ip").GetString());
        Assert.Equal("[2001:db8::bad]:5070", record.GetProperty("sipids").GetProperty("origin").GetString());
    }

    [Fact]
    public void Hostile_bytes_become_valid_text()
    {
        byte[] payload = [.. "INVITE sip:\xE4\x1b[2J@x SIP/2.0\r\nCall-ID: "u8, 0xFF, 0xC3, 0x28, .. "\"}\r\nFrom: a\0b\r\nTo: c\r\n\r\n"u8];

        var record = Parse(Written.Eve(Some.Alert, Some.Packet(payload)));

        Assert.Equal("\uFFFD\uFFFD(\"}", record.GetProperty("call_id").GetString());
        Assert.Equal("a\0b", record.GetProperty("sip").GetProperty("from").GetString());
    }

    [Fact]
    public void A_long_value_is_cut_between_characters()
    {
        var packet = Some.Packet($"INVITE sip:x SIP/2.0\nCall-ID: x{new string('é', 600)}\nFrom: a\nTo: b\n\n");

        var callId = Parse(Written.Eve(Some.Alert, packet)).GetProperty("call_id").GetString();

        Assert.Equal("x" + new string('é', 255), callId);
    }

    [Fact]
    public void The_longest_alert_fits_the_buffer()
    {
        var junk = new string('\u0001', 600);
        var packet = Some.Packet($"INVITE sip:{junk} SIP/2.0\nCall-ID: {junk}\nFrom: {junk}\nTo: {junk}\nCSeq: {junk}\nUser-Agent: {junk}\n\n");
        var descriptor = Some.Spit with { Text = junk };

        Assert.InRange(Written.Eve(Some.Alert with { Event = descriptor, Detail = Encoding.UTF8.GetBytes(junk) }, packet).Length, 25_000, BufferedEventStream.Capacity);
    }

    [Fact]
    public void Both_directions_of_a_flow_share_a_flow_id()
    {
        var (one, other) = (new NetEndpoint(NetAddress.Parse("192.0.2.1"), 5060), new NetEndpoint(NetAddress.Parse("192.0.2.2"), 5061));

        Assert.Equal(FlowId.Of(one, other, Transport.Udp), FlowId.Of(other, one, Transport.Udp));
        Assert.NotEqual(FlowId.Of(one, other, Transport.Udp), FlowId.Of(one, other, Transport.Tcp));
        Assert.NotEqual(FlowId.Of(one, other, Transport.Udp), FlowId.Of(one, one, Transport.Udp));
    }

    [Fact]
    public void In_a_live_run_the_interface_stands_in_place_of_the_number()
    {
        var memory = new MemoryStream();
        using (var output = new EveOutput(new BufferedEventStream("memory", () => memory)))
        {
            output.Write(Some.Alert, Some.Packet(Some.Invite, interfaceName: "eth1:eth2"));
        }

        var record = Parse(Encoding.UTF8.GetString(memory.ToArray()));
        Assert.Equal("eth1:eth2", record.GetProperty("in_iface").GetString());
        Assert.False(record.TryGetProperty("pcap_cnt", out _));
    }

    [Fact]
    public void A_rule_is_shown_in_the_words_of_its_author()
    {
        var rule = new EventDescriptor(Gid.Rules, 1000001, "rule-1000001", Severity.Medium, EventAction.Alert, "ET VOIP INVITE flood");

        var alert = Parse(Written.Eve(Some.Alert with { Event = rule }, Some.Packet(Some.Invite))).GetProperty("alert");

        Assert.Equal("ET VOIP INVITE flood", alert.GetProperty("signature").GetString());
    }

    [Theory]
    [InlineData("128.232.110.120", 34855, "66.35.250.204", 80, Transport.Tcp, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    [InlineData("66.35.250.204", 80, "128.232.110.120", 34855, Transport.Tcp, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    [InlineData("192.168.1.52", 54585, "8.8.8.8", 53, Transport.Udp, "1:d/FP5EW3wiY1vCndhwleRRKHowQ=")]
    public void A_flow_has_the_Community_ID_of_the_specification(string one, int port, string other, int otherPort, Transport transport, string expected)
    {
        var id = new byte[CommunityId.Length];

        Assert.True(CommunityId.TryWrite(new(NetAddress.Parse(one), (ushort)port), new(NetAddress.Parse(other), (ushort)otherPort), transport, id));
        Assert.Equal(expected, Encoding.ASCII.GetString(id));
    }

    [Fact]
    public void A_fragment_has_no_Community_ID() => Assert.False(CommunityId.TryWrite(default, default, Transport.Other, new byte[CommunityId.Length]));

    [Fact]
    public void The_payload_is_shown_where_that_is_asked_for()
    {
        var shown = Parse(Written.Eve(Some.Alert, Some.Packet("INVITE\n\x01\u00e9\"x"), new() { Payload = true }));

        Assert.Equal("INVITE\r\n...\"x", shown.GetProperty("payload_printable").GetString());
        Assert.False(Parse(Written.Eve(Some.Alert, Some.Packet(Some.Invite))).TryGetProperty("payload_printable", out _));
    }

    [Fact]
    public void A_log_without_alerts_has_none() => Assert.Empty(Written.Eve(Some.Alert, Some.Packet(Some.Invite), new() { Alerts = false }));

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private static string Ours(string line) => Parse(line).GetProperty("sipids").GetRawText();

    private static string FlowIdIn(string line) => Parse(line).GetProperty("flow_id").GetRawText();
}
