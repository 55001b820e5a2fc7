using System.Text;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Thresholds;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Verdicts;

/// <summary>The action <c>reject</c>: who is dropped is told so, unless somebody else may have written in his name.</summary>
public sealed class RejectTests : IFrameControl
{
    private const string Phone = "192.0.2.1:5070";
    private const string Server = "198.51.100.10:5060";
    private const string Tag = "f7a91c22d0b84e6f";

    private readonly List<byte[]> _sent = [];
    private readonly SipIdsPipeline _pipeline;
    private int _number;

    public RejectTests() => _pipeline = new(new()
    {
        Registry = BuiltIn.Register(new()),
        Settings = new()
        {
            ActionDrop = DropMode.True,
            Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) { ["mandatory-scanner"] = EventAction.Reject, ["options-flood-sender"] = EventAction.Reject },
        },
        Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal) { ["thresholds"] = new ThresholdsOptions { MOptions = 5 } },
        Inline = true,
        Hasher = KeyHasher.CreateFixed(),
    });

    public bool TrySend(ReadOnlySpan<byte> frame, bool back)
    {
        Assert.True(back);
        _sent.Add(frame.ToArray());
        return true;
    }

    [Fact]
    public void Whose_address_is_proved_is_told_that_it_is_forbidden()
    {
        BecomeReachable();

        Assert.Equal(Verdict.Drop, Send(Phone, Server, Scan("z9hG4bK-scan")));

        var (packet, text) = Answer(Assert.Single(_sent));
        Assert.Equal((Server, Phone), (packet.Source, packet.Target));
        Assert.StartsWith("SIP/2.0 403 Forbidden\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK-scan;received=192.0.2.1;rport=5070\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nTo: <sip:bob@example.com>;tag=sipids-", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\nCall-ID: scan\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_is_one_too_many_the_answer_says_when_to_try_again()
    {
        BecomeReachable();
        for (var number = 0; number <= 5; number++)
        {
            _ = Send(Phone, Server, Options($"o{number}"));
        }

        var text = Answer(_sent[^1]).Text;
        Assert.StartsWith("SIP/2.0 503 Service Unavailable\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 60\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whom_somebody_may_have_forged_is_told_nothing()
    {
        Assert.Equal(Verdict.Drop, Send(Phone, Server, Scan("z9hG4bK-scan")));
        Assert.Empty(_sent);
    }

    [Fact]
    public void A_copy_is_answered_as_the_first_was()
    {
        BecomeReachable();
        Assert.Equal(Verdict.Drop, Send(Phone, Server, Scan("z9hG4bK-scan")));
        Assert.Equal(Verdict.Drop, Send(Phone, Server, Scan("z9hG4bK-scan")));
        Assert.Equal(2, _sent.Count);
        Assert.Equal(_sent[0], _sent[1]);
        Assert.Equal(2, _pipeline.Statistics.Refused);
    }

    [Fact]
    public void An_event_that_only_drops_stays_silent()
    {
        BecomeReachable();
        Assert.Equal(Verdict.Drop, Send(Phone, Server, Options("version").StartLine("OPTIONS sip:bob@example.com SIP/3.0")));
        Assert.Empty(_sent);
    }

    [Fact]
    public void Where_the_Via_asks_for_no_port_the_answer_goes_to_the_one_that_it_names()
    {
        BecomeReachable();
        _ = Send(Phone, Server, Scan("z9hG4bK-scan").Replace("Via", "SIP/2.0/UDP 192.0.2.1:5090;branch=z9hG4bK-scan").Header("Via", "SIP/2.0/UDP 10.9.9.9;branch=z9hG4bK-below"));
        var (packet, text) = Answer(Assert.Single(_sent));
        Assert.Equal("192.0.2.1:5090", packet.Target);
        Assert.Contains(";branch=z9hG4bK-scan;received=192.0.2.1\r\nVia: SIP/2.0/UDP 10.9.9.9;branch=z9hG4bK-below\r\n", text, StringComparison.Ordinal);
    }

    // Refused by the server, and the refusal acknowledged: what went there came back.
    private void BecomeReachable()
    {
        var invite = SipBuilder.Request("INVITE", "sip:nobody@example.com").CallId("first").Via("10.0.0.1:5060", "z9hG4bK-first");
        _ = Send(Phone, Server, invite);
        _ = Send(Server, Phone, SipBuilder.Response(404, invite).To("sip:nobody@example.com", Tag));
        _ = Send(Phone, Server, SipBuilder.AckOf(invite, Tag));
    }

    private static SipBuilder Options(string callId) => SipBuilder.Request("OPTIONS").CallId(callId).Via("10.0.0.1:5060", "z9hG4bK-" + callId);

    private static SipBuilder Scan(string branch) =>
        SipBuilder.Request("OPTIONS").CallId("scan").Replace("Via", $"SIP/2.0/UDP 10.0.0.1:5060;rport;branch={branch}").Header("User-Agent", "friendly-scanner");

    private Verdict Send(string source, string target, SipBuilder message) =>
        _pipeline.Process(FrameBuilder.Udp(source, target).Payload(message).Number(++_number).At(TimeSpan.FromMilliseconds(_number)).ToFrame(), this);

    private static ((string Source, string Target) Packet, string Text) Answer(byte[] frame)
    {
        Assert.Equal(DecodeStatus.Ok, new PacketDecoder(new()).Decode(new CapturedFrame { Bytes = frame, Link = LinkType.Ethernet, OriginalLength = frame.Length, Number = 1 }, out var packet));
        Assert.Equal(PacketFaults.None, packet.Faults);
        return ((packet.Source.ToString(), packet.Target.ToString()), Encoding.ASCII.GetString(packet.Payload));
    }
}
