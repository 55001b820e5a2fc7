using SipIds.Packets;
using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Answers that flood an address which never asked.</summary>
public sealed class ReflectionTests
{
    private const string Name = "options-reflection";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { Reflected = 10 };

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options, inline: true);

    [Fact]
    public void An_address_that_gets_ten_times_what_it_sends_is_a_victim()
    {
        Reflect(_tester, 20);
        Assert.False(_tester.Passes(Request("OPTIONS", 500)));
        Assert.Equal($"{Name}: {Client}", Assert.Single(_tester.Last).ToString());
    }

    [Fact]
    public void Answers_that_are_sent_again_count()
    {
        for (var number = 1; number <= 20; number++)
        {
            var call = Request("INVITE", number);
            _tester.Ask(call, Long(call, 400));
            _tester.See(Long(call, 400), times: 11, every: TimeSpan.FromMilliseconds(200));
        }

        Assert.Contains(Name, _tester.See(Request("INVITE", 600)).From(Client).To(Server).See(Request("OPTIONS", 500)).Names, StringComparer.Ordinal);
    }

    [Fact]
    public void A_PBX_that_qualifies_and_gets_answers_of_ordinary_length_is_silent()
    {
        for (var number = 1; number <= 1000; number++)
        {
            var ask = Request("OPTIONS", number);
            _tester.Ask(ask, Long(ask, 800));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Little_is_no_flood()
    {
        Reflect(_tester, 8);
        Assert.Empty(_tester.See(Request("OPTIONS", 500)).Names);
    }

    [Fact]
    public void Over_TCP_nobody_is_answered_who_did_not_ask()
    {
        _tester.Over(Transport.Tcp);
        Reflect(_tester, 30);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_user_who_proved_to_be_there_passes_and_so_does_a_peer()
    {
        _tester.Prove("alice");
        Reflect(_tester, 30);
        Assert.True(_tester.Passes(Request("OPTIONS", 500)));
        var peer = WithPeer(s_options, $"{Client}/32");
        Reflect(peer, 30);
        Assert.Empty(peer.Names);
    }

    [Fact]
    public void Others_pass_and_after_the_period_all_do()
    {
        Reflect(_tester, 30);
        Assert.True(_tester.Passes(Request("OPTIONS", 500), "203.0.113.9"));
        Assert.True(_tester.After(TimeSpan.FromMinutes(2)).Tick().Passes(Request("OPTIONS", 501)));
    }

    private static SipBuilder Long(SipBuilder request, int bytes) => SipBuilder.Response(200, request).Body("text/plain", new string('x', bytes));

    private static void Reflect(PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester, int times)
    {
        for (var number = 1; number <= times; number++)
        {
            var ask = Request("OPTIONS", number);
            tester.Ask(ask, Long(ask, 7000));
        }
    }
}
