using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Mandatory;
using SipIds.Tests.Packets;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class MandatoryInfoTests
{
    public static TheoryData<int, string, Severity, EventAction> Catalogue => new()
    {
        { 2001, "mandatory-missing", Severity.Medium, EventAction.Drop },
        { 2002, "mandatory-call-id", Severity.Low, EventAction.Alert },
        { 2003, "mandatory-cseq-method", Severity.Medium, EventAction.Drop },
        { 2004, "mandatory-cseq-number", Severity.Medium, EventAction.Drop },
        { 2005, "mandatory-from-to", Severity.Medium, EventAction.Drop },
        { 2006, "mandatory-via", Severity.Medium, EventAction.Drop },
        { 2007, "mandatory-duplicate", Severity.Medium, EventAction.Drop },
        { 2008, "mandatory-max-forwards", Severity.Low, EventAction.Alert },
        { 2009, "mandatory-from-tag", Severity.Low, EventAction.Alert },
        { 2010, "mandatory-branch-cookie", Severity.Low, EventAction.Alert },
        { 2011, "mandatory-size", Severity.Medium, EventAction.Drop },
        { 2012, "mandatory-injection", Severity.High, EventAction.Drop },
        { 2013, "mandatory-scanner", Severity.Medium, EventAction.Drop },
        { 2014, "mandatory-via-misrouted", Severity.Medium, EventAction.Drop },
        { 2015, "mandatory-tool-fingerprint", Severity.High, EventAction.Drop },
        { 2016, "mandatory-dialplan", Severity.High, EventAction.Drop },
        { 2017, "mandatory-asserted", Severity.Medium, EventAction.Alert },
    };

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void Every_event_is_in_the_catalogue(int sid, string name, Severity severity, EventAction action)
    {
        var found = Assert.Single(MandatoryPreprocessor.Info.Events, e => e.Sid == sid);
        Assert.Equal((Gid.Sip, name, severity, action), (found.Gid, found.Name, found.Severity, found.Action));
    }

    [Fact]
    public void There_are_no_other_events() => Assert.Equal(17, MandatoryPreprocessor.Info.Events.Count);

    [Fact]
    public void It_can_be_registered()
    {
        var registry = new PreprocessorRegistry().Add<MandatoryPreprocessor, MandatoryOptions>();
        Assert.Equal("mandatory", Assert.Single(registry.Registrations).Info.Name);
    }

    [Theory]
    [InlineData(Messages.Invite)]
    [InlineData(Messages.Ok)]
    public void A_message_without_a_fault_is_silent(string message) => Assert.Empty(new MandatoryTester().See(message));

    [Theory]
    [InlineData(Messages.Invite)]
    [InlineData("INVITE sip:%27or%201=1--@a SIP/2.0\nVia: ,\nFrom: sipvicious <sip:a@b>;tag=31303001333031313138383338\nTo: \"x\nCSeq: x\nContact: \"\n\n")]
    public void Nothing_is_allocated(string message)
    {
        var tester = new MandatoryTester();
        var payload = System.Text.Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"));
        var target = new NetEndpoint(NetAddress.Parse("192.0.2.10"), 5060);
        Assert.Equal(0, Allocation.Of(() => tester.Inspect(payload, target)));
    }
}
