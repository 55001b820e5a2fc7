using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Outputs.Tests;

public sealed class EventSchemaTests
{
    private static readonly SchemaChecker s_schema = new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "event.schema.json")));

    [Theory]
    [InlineData(Some.Invite)]
    [InlineData(Some.Busy)]
    [InlineData("neither")]
    public void Alerts_of_every_kind_of_packet_obey_the_schema(string text)
    {
        var alert = Some.Alert with { Count = 2, Limit = 1, Suppressed = 1, Since = Some.Time, WouldDrop = true, Emergency = true, Detail = "x"u8 };

        Assert.Empty(Faults(Written.Eve(alert, Some.Packet(text, origin: new(NetAddress.Parse("203.0.113.1"), 1)), new() { Payload = true })));
    }

    [Fact]
    public void What_is_logged_has_a_record_of_its_own_type()
    {
        var line = Written.Eve(Some.Alert with { Action = EventAction.Log }, Some.Packet(Some.Invite));

        Assert.Empty(Faults(line));
        Assert.Contains("\"event_type\":\"log\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Attacker_and_victim_obey_the_schema() =>
        Assert.Empty(Faults(Written.Eve(Some.Alert with { Source = new(NetAddress.Parse("203.0.113.9"), 5070), Target = new(NetAddress.Parse("2001:db8::10"), 5060) }, Some.Packet(Some.Busy))));

    [Theory]
    [InlineData("192.0.2.1:5060", "192.0.2.2:5060", "\"len\":", "\"ttl\":")]
    [InlineData("[2001:db8::1]:5060", "[2001:db8::2]:5060", "\"len\":", "\"hoplimit\":")]
    public void Drops_of_either_IP_obey_the_schema(string source, string target, params string[] members)
    {
        var frame = SipIds.Testing.FrameBuilder.Udp(source, target).Vlan(7).Payload(Some.Invite).ToFrame();
        var sipless = new DecodedPacket { Frame = frame, Source = new(NetAddress.Parse("192.0.2.1"), 1), Target = new(NetAddress.Parse("192.0.2.2"), 2), Transport = Transport.Udp };
        var line = Written.Drop(new() { Event = Some.NotSip, LeftOut = 2, WouldDrop = true }, new(sipless, default, default, default, default));

        Assert.Empty(Faults(line));
        Assert.All(members, member => Assert.Contains(member, line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_schema_refuses_what_is_no_alert()
    {
        var line = Written.Eve(Some.Alert, Some.Packet(Some.Invite));

        Assert.NotEmpty(Faults(line.Replace("\"severity\":1", "\"severity\":9", StringComparison.Ordinal)));
        Assert.NotEmpty(Faults(line.Replace("\"method\"", "\"verb\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Any_bytes_in_headers_and_details_make_one_valid_line() =>
        Prop.ForAll<byte[], byte[]>(static (callId, from) =>
        {
            byte[] payload = [.. "INVITE sip:"u8, .. from, .. " SIP/2.0\r\nCall-ID: "u8, .. callId, .. "\r\nFrom: "u8, .. from, .. "\r\nTo: x\r\nCSeq: "u8, .. callId, .. "\r\n\r\n"u8];
            var line = Written.Eve(Some.Alert with { Detail = callId }, Some.Packet(payload));
            return Faults(line).Count == 0 && line.IndexOf('\n', StringComparison.Ordinal) == line.Length - 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_in_a_packet_make_one_printable_line_of_text() =>
        Prop.ForAll<byte[], byte[]>(static (callId, from) =>
        {
            byte[] payload = [.. "INVITE sip:"u8, .. from, .. " SIP/2.0\r\nCall-ID: "u8, .. callId, .. "\r\nFrom: "u8, .. from, .. "\r\nTo: x\r\n\r\n"u8];
            var line = Written.Text(Some.Alert with { Detail = from }, Some.Packet(payload));
            return line.IndexOf('\n', StringComparison.Ordinal) == line.Length - 1 && !line[..^1].Any(char.IsControl);
        }).QuickCheckThrowOnFailure();

    // Every line is parsed strictly: no comments, no trailing commas, no member twice.
    private static List<string> Faults(string line)
    {
        using var document = JsonDocument.Parse(line, new() { AllowDuplicateProperties = false });
        return s_schema.Check(document.RootElement);
    }
}
