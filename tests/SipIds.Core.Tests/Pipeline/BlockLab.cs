using SipIds.Events;
using SipIds.Options;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>An inline sensor before a server, whose event <c>rule-bad</c> blocks.</summary>
internal sealed class BlockLab
{
    public const string Attacker = "198.51.100.66:5060";
    public const string Neighbour = "198.51.100.67:5060";
    public const string Server = "192.0.2.10:5060";

    private readonly PipelineTester _tester;
    private int _sent;

    public BlockLab(PipelineOptions? settings = null, EventAction action = EventAction.Block, bool inline = true)
    {
        settings ??= new() { ActionDrop = DropMode.True };
        var events = new Dictionary<string, EventAction>(settings.Events, StringComparer.Ordinal) { ["rule-bad"] = action };
        _tester = new(new()
        {
            Registry = new PreprocessorRegistry().Add<Counting, CountingOptions>().Add<Ruled, RuledOptions>(),
            Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal)
            {
                ["counting"] = new CountingOptions { Limit = int.MaxValue },
                ["ruled"] = new RuledOptions { Rules = ["rule-bad"] },
            },
            Settings = settings with { Events = events },
            Inline = inline,
        });
    }

    public TimeSpan Now { get; set; }

    public SipIdsPipeline Pipeline => _tester.Pipeline;

    public IReadOnlyList<SeenAlert> Alerts => _tester.Alerts;

    /// <summary>Whether a message passes.</summary>
    public bool Passes(SipBuilder message, string source = Attacker, string target = Server)
    {
        var before = _tester.Passed;
        _tester.See(new TestPacket(message) { Source = TestEndpoint.Parse(source), Target = TestEndpoint.Parse(target), Time = TestClock.Start + Now });
        return _tester.Passed > before;
    }

    /// <summary>A request of its own Call-ID and branch.</summary>
    public SipBuilder Request(string method = "OPTIONS", string uri = "sip:bob@example.com", string source = Attacker)
    {
        _sent++;
        return SipBuilder.Request(method, uri).CallId($"call-{_sent}").Via(source, $"z9hG4bK-{_sent}");
    }

    /// <summary>What the event blocks, in a request that bears the nonce which the server gave to its sender alone.</summary>
    public bool AttackProven(string source = Attacker)
    {
        var register = Request("REGISTER", "sip:example.com", source);
        var nonce = $"{Guid.NewGuid():N}";
        Assert.True(Passes(register, source));
        Assert.True(Passes(SipBuilder.Response(401, register).Header("WWW-Authenticate", $"Digest realm=\"r\", nonce=\"{nonce}\""), Server, source));
        return Passes(
            register.CSeq(2).Via(source, $"z9hG4bK-again-{_sent}")
                .Header("Authorization", $"Digest username=\"alice\", realm=\"r\", nonce=\"{nonce}\", uri=\"sip:example.com\", response=\"00112233445566778899aabbccddeeff\"")
                .Header("User-Agent", "rule-bad"),
            source);
    }
}
