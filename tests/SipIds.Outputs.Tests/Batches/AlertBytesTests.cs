using System.Text;
using SipIds.Events;
using SipIds.Outputs.Batches;
using SipIds.Packets;

namespace SipIds.Outputs.Tests.Batches;

public sealed class AlertBytesTests
{
    [Fact]
    public void An_alert_comes_out_of_a_queue_as_it_went_in()
    {
        var alert = new Alert
        {
            Event = Some.Spit,
            Severity = Severity.Medium,
            Action = EventAction.Drop,
            Verdict = Verdict.Drop,
            Emergency = true,
            Count = 61,
            Limit = 60,
            Suppressed = 3,
            Since = Timestamp.FromUnix(1_767_323_000),
            Source = new(NetAddress.Parse("203.0.113.9"), 5070),
            SourceProven = true,
            Detail = "sip:100@example.com"u8,
        };

        var record = Copy(alert, Some.Packet(Some.Invite, origin: new(NetAddress.Parse("203.0.113.9"), 5070)));

        var expected = new AlertRecord
        {
            Time = Some.Time,
            Number = 7,
            Gid = 140,
            Sid = 4001,
            Event = "spit-caller",
            Text = Some.Spit.Text,
            Severity = Severity.Medium,
            Action = EventAction.Drop,
            IsDropped = true,
            Emergency = true,
            Count = 61,
            Limit = 60,
            Suppressed = 3,
            Since = Timestamp.FromUnix(1_767_323_000),
            Detail = "sip:100@example.com",
            Source = new(NetAddress.Parse("198.51.100.66"), 5060),
            Target = new(NetAddress.Parse("192.0.2.10"), 5060),
            Origin = new(NetAddress.Parse("203.0.113.9"), 5070),
            Accused = new(NetAddress.Parse("203.0.113.9"), 5070),
            AccusedProven = true,
            Transport = Transport.Udp,
            StartLine = "INVITE sip:200@192.0.2.10 SIP/2.0",
            CallId = "7f3a@example.com",
            From = "sip:100@example.com",
            To = "sip:200@example.com",
            UserAgent = "friendly-scanner",
        };
        Assert.Equal(expected, record);
    }

    [Fact]
    public void A_packet_without_a_message_leaves_its_texts_empty()
    {
        var record = Copy(Some.Alert, Some.Packet("no SIP at all"));

        Assert.Equal(("", "", "", "", ""), (record.StartLine, record.CallId, record.From, record.To, record.UserAgent));
    }

    [Fact]
    public void Texts_of_any_length_and_bytes_are_cut_and_never_fail()
    {
        var text = new string('ä', 3000);
        var message = Some.Invite.Replace("7f3a", text, StringComparison.Ordinal).Replace("friendly", $"\u0001{text}", StringComparison.Ordinal);
        var described = Some.Spit with { Text = text };
        var alert = new Alert { Event = described, Severity = Severity.High, Action = EventAction.Alert, Verdict = Verdict.Pass, Detail = new byte[] { 0xFF, 0xC3, 0x00 } };

        var record = Copy(alert, Some.Packet(message));

        Assert.Equal(new string('ä', AlertRecord.MaxTextLength / 2), record.CallId);
        Assert.Equal("\uFFFD\uFFFD\0", record.Detail);
        Assert.StartsWith("ääää", record.Text, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(record.Text), AlertRecord.MaxTextLength / 2, AlertRecord.MaxTextLength);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var bytes = new byte[AlertBytes.MaxLength];
        var packet = Some.Packet(Some.Invite);
        _ = AlertBytes.Write(Some.Alert, packet, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            _ = AlertBytes.Write(Some.Alert, packet, bytes);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static AlertRecord Copy(scoped in Alert alert, scoped in SipPacket packet)
    {
        var bytes = new byte[AlertBytes.MaxLength];
        return AlertBytes.Read(bytes.AsSpan(0, AlertBytes.Write(alert, packet, bytes)));
    }
}
