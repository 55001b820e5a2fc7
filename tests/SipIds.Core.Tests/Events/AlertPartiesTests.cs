using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline.Verdicts;
using SipIds.Testing;

namespace SipIds.Core.Tests.Events;

public sealed class AlertPartiesTests
{
    private static readonly EventDescriptor s_ofSender = new(Gid.FirstPlugin, 1, "of-sender", Severity.High, EventAction.Drop, "Accuses the sender.");
    private static readonly EventDescriptor s_ofAsker = s_ofSender with { Sid = 2, Name = "of-asker", Accuses = Accused.Asker };
    private static readonly NetEndpoint s_attacker = TestEndpoint.Parse("198.51.100.66:5060");
    private static readonly NetEndpoint s_server = TestEndpoint.Parse("192.0.2.10:5060");
    private static readonly SipBuilder s_register = SipBuilder.Request("REGISTER");

    [Fact]
    public void A_request_accuses_its_sender()
    {
        var parties = new AlertParties(Request().Open(), null);
        Assert.Equal((s_attacker, s_server), (parties.SourceOf(s_ofSender), parties.TargetOf(s_ofSender)));
        Assert.Equal((s_attacker, s_server), (parties.SourceOf(s_ofAsker), parties.TargetOf(s_ofAsker)));
    }

    [Fact]
    public void A_refusal_accuses_the_asker_where_the_event_does()
    {
        var parties = new AlertParties(Refusal().Open(), null);
        Assert.Equal((s_attacker, s_server), (parties.SourceOf(s_ofAsker), parties.TargetOf(s_ofAsker)));
    }

    [Fact]
    public void A_forged_response_accuses_its_sender()
    {
        var parties = new AlertParties(Refusal().Open(), null);
        Assert.Equal((s_server, s_attacker), (parties.SourceOf(s_ofSender), parties.TargetOf(s_ofSender)));
    }

    [Fact]
    public void Behind_a_proxy_the_origin_of_a_request_is_accused()
    {
        var proxy = TestEndpoint.Parse("192.0.2.1:5060");
        var parties = new AlertParties((Request() with { Source = proxy, Origin = s_attacker }).Open(), null);
        Assert.Equal(s_attacker, parties.SourceOf(s_ofSender));
    }

    [Fact]
    public void A_handshake_proves_both_of_its_ends_and_nobody_behind_them()
    {
        Assert.True(new AlertParties(Proven(Request()), null).IsProven(s_ofSender));
        Assert.True(new AlertParties(Proven(Refusal()), null).IsProven(s_ofAsker));
        Assert.False(new AlertParties(Proven(Request() with { Origin = TestEndpoint.Parse("203.0.113.1:5060") }), null).IsProven(s_ofSender));
        Assert.False(new AlertParties(Request().Open(), null).IsProven(s_ofSender));
    }

    private static TestPacket Request() => new(s_register) { Source = s_attacker, Target = s_server };

    private static TestPacket Refusal() => new(SipBuilder.Response(404, s_register)) { Source = s_server, Target = s_attacker };

    private static SipPacket Proven(TestPacket packet)
    {
        var opened = packet.Open();
        return new(opened.Decoded with { IsSourceProven = true }, opened.Payload, opened.Status, opened.Message, opened.Origin);
    }
}
