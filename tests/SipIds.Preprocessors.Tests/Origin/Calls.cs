using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Origin;
using SipIds.State;
using SipIds.Testing;
using Tester = SipIds.Testing.PreprocessorTester<SipIds.Preprocessors.Origin.OriginPreprocessor, SipIds.Preprocessors.Origin.OriginOptions>;

namespace SipIds.Preprocessors.Tests.Origin;

/// <summary>The messages of one call from Alice to Bob, and testers that have seen its beginning.</summary>
internal static class Calls
{
    public const string Alice = "192.0.2.1:5060";
    public const string Bob = "192.0.2.2:5060";
    public const string Mallory = "203.0.113.66:5060";
    public const string Proxy = "198.51.100.10:5060";

    public static SipBuilder Invite { get; } = SipBuilder.Request("INVITE").Sdp("192.0.2.1", 40000);

    public static SipBuilder Cancel { get; } = SipBuilder.Request("CANCEL").Without("Contact");

    public static SipBuilder Ringing { get; } = SipBuilder.Response(180, Invite).Contact("<sip:bob@192.0.2.2:5060>");

    public static SipBuilder Ok { get; } = SipBuilder.Response(200, Invite).Contact("<sip:bob@192.0.2.2:5060>").Sdp("192.0.2.2", 50000);

    public static SipBuilder Ack { get; } = SipBuilder.Request("ACK").To("sip:bob@example.com", "b1").Via(Alice, "z9hG4bK-ack");

    /// <summary>A request of Alice's inside the call.</summary>
    public static SipBuilder InCall(string method, int cseq = 2) =>
        SipBuilder.Request(method, "sip:bob@192.0.2.2").To("sip:bob@example.com", "b1").Via(Alice, $"z9hG4bK-{method}-{cseq}").CSeq(cseq);

    /// <summary>A request of Bob's inside the call.</summary>
    public static SipBuilder InCallOfBob(string method, int cseq = 1) =>
        InCall(method, cseq).From("sip:bob@example.com", "b1").To("sip:alice@example.com", "a1").Via(Bob, $"z9hG4bK-b-{method}-{cseq}");

    public static SipBuilder Refer { get; } = InCall("REFER").Header("Refer-To", "<sip:carol@example.com>");

    public static PreprocessorServices Behind(string proxy) =>
        new(new PipelineOptions { ProxyIp = [NetPrefix.Parse(proxy)] }, KeyHasher.CreateFixed());

    public static PreprocessorServices Peering(string peer) =>
        new(new PipelineOptions { Peers = [NetPrefix.Parse(peer)] }, KeyHasher.CreateFixed());

    public static PreprocessorServices JustBegun() => new(new PipelineOptions { MidstreamGrace = TimeSpan.FromHours(2) }, KeyHasher.CreateFixed());

    public static Tester Sensor(PreprocessorServices? services = null, OriginOptions? options = null, bool inline = false) => new(options, services, inline);

    public static Tester Send(this Tester tester, string source, string target, SipBuilder message) => tester.From(source).To(target).See(message);

    public static Tester Ring(this Tester tester, string alice = Alice, string bob = Bob) =>
        tester.Send(alice, bob, Invite).Send(bob, alice, Ringing).After(TimeSpan.FromSeconds(3));

    public static Tester Talk(this Tester tester, string alice = Alice, string bob = Bob) =>
        tester.Ring(alice, bob).Send(bob, alice, Ok).Send(alice, bob, Ack).After(TimeSpan.FromSeconds(30));
}
