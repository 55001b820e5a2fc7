using SipIds.Calls;
using SipIds.Events;
using SipIds.Options;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Origin;
using SipIds.State;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class OriginInfoTests
{
    [Fact]
    public void Its_events_are_those_of_the_catalogue() => Assert.Equal(
        [
            (5001, "origin-cancel", Severity.High, EventAction.Drop),
            (5002, "origin-refer", Severity.High, EventAction.Drop),
            (5003, "origin-register", Severity.High, EventAction.Drop),
            (5004, "origin-bye", Severity.High, EventAction.Drop),
            (5005, "origin-cancel-fast", Severity.Low, EventAction.Alert),
            (5006, "origin-referred-by", Severity.Medium, EventAction.Alert),
            (5007, "origin-reinvite", Severity.Medium, EventAction.Alert),
            (5008, "origin-response", Severity.High, EventAction.Drop),
            (5009, "origin-replaces", Severity.High, EventAction.Drop),
            (5010, "origin-refer-stranger", Severity.Medium, EventAction.Alert),
            (5011, "origin-publish", Severity.Medium, EventAction.Alert),
        ],
        OriginPreprocessor.Info.Events.Select(e => (e.Sid, e.Name, e.Severity, e.Action)));

    [Theory]
    [InlineData("REGISTER sip:a SIP/2.0\r\nTo: sip:alice@example.com\r\nContact: ,,<,\",*,<sip:>;expires=,\r\nAuthorization: Digest nonce\r\nCSeq: 9 REGISTER\r\n\r\n")]
    [InlineData("INVITE x SIP/2.0\r\nReplaces: ;to-tag;from-tag=\r\nTo:\r\n\r\n")]
    [InlineData("REFER sip: SIP/2.0\r\nRefer-To: <sip:a?Replaces=%&Join&=>\r\nTo: ;tag=\r\n\r\n")]
    [InlineData("INVITE sip: SIP/2.0\r\nReferred-By: <\r\nTo:\r\nFrom:\r\n\r\n")]
    [InlineData("REFER sip: SIP/2.0\r\nRefer-To: \"\r\nTo: ;tag=\r\n\r\n")]
    [InlineData("CANCEL x SIP/2.0\r\n\r\n")]
    [InlineData("BYE x SIP/2.0\r\nVia: SIP/2.0/UDP\r\n\r\n")]
    [InlineData("SIP/2.0 302 x\r\nCSeq: REGISTER\r\n\r\n")]
    [InlineData("SIP/2.0 200 x\r\nCSeq: 1 REGISTER\r\nContact: *, *\r\nWWW-Authenticate: =\r\n\r\n")]
    public void Broken_messages_are_silent(string message) => Assert.Empty(Sensor().See(System.Text.Encoding.UTF8.GetBytes(message), times: 2).Names);

    [Fact]
    public void Nothing_is_allocated()
    {
        var settings = new PipelineOptions();
        var services = new PreprocessorServices(settings, KeyHasher.CreateFixed());
        var preprocessor = OriginPreprocessor.Create(new(), services);
        var inspection = new Inspection();
        TestPacket[] packets =
        [
            .. CallScript.Between(Alice, Bob).Challenged().Reinvited().ToPackets(),
            .. CallScript.Between(Alice, Bob).Number(2).Cancelled().ToPackets(),
            new(InCall("BYE")) { Source = TestEndpoint.Parse(Mallory) },
            new(Refer) { Source = TestEndpoint.Parse(Mallory) },
            new(InCall("UPDATE")) { Source = TestEndpoint.Parse(Mallory) },
            new(Invite.Number(3).Header("Replaces", "1;to-tag=b1;from-tag=a1")) { Source = TestEndpoint.Parse(Mallory) },
            new(Refer.Replace("Refer-To", "<sip:carol@example.com?Replaces=1%3Bto-tag%3Db1>")) { Source = TestEndpoint.Parse(Alice) },
        ];
        foreach (var sent in packets)
        {
            var packet = sent.Open();
            _ = Allocated(preprocessor, packet, inspection, services.Calls);
            Assert.Equal(0, Allocated(preprocessor, packet, inspection, services.Calls));
        }
    }

    private static long Allocated(OriginPreprocessor preprocessor, in SipPacket packet, Inspection inspection, CallTracker calls)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        inspection.Begin(packet.Time);
        calls.Begin(packet.Time);
        calls.LookUp(packet);
        inspection.Known = calls.Context;
        preprocessor.Inspect(packet, inspection);
        calls.Observe(packet);
        preprocessor.Observe(packet, inspection);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
