using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Identity;
using SipIds.Preprocessors.Sessions;
using SipIds.Preprocessors.Thresholds;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests;

/// <summary>The preprocessors of the product keep what they know when their settings change.</summary>
public sealed class ReloadTests
{
    // They need rejected passwords, unanswered challenges, wrong numbers, Contacts of others, CANCELs, dear numbers and certificates.
    private static readonly string[] s_hardToFill =
    [
        "blocked", "thresholds.guessed_users", "thresholds.guessing_sources", "thresholds.challenged", "thresholds.unknown_users", "thresholds.askers", "thresholds.found",
        "thresholds.slow_sources", "thresholds.slow_guessed", "thresholds.slow_users", "thresholds.vain_numbers", "thresholds.acknowledged_failures", "thresholds.one_way_askers",
        "thresholds.fanouts", "thresholds.hangups", "thresholds.shares", "identity.urls", "identity.seen_urls", "identity.shares",
        "toll.accounts", "toll.calls",
    ];

    private readonly SipIdsPipeline _pipeline = new(new() { Registry = BuiltIn.Register(new()), Hasher = KeyHasher.CreateFixed() });
    private int _number;

    [Fact]
    public void Every_table_is_as_full_after_a_reload_as_before_and_nobody_begins_anew()
    {
        Fill();
        var before = _pipeline.Tables;

        var begunAnew = Reload(new() { ProxyIp = [NetPrefix.Parse("192.0.2.200")] });

        Assert.Empty(begunAnew);
        Assert.Equal(before, _pipeline.Tables);
        Assert.DoesNotContain(before, table => table.Used == 0 && !s_hardToFill.Contains(table.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_changed_limit_counts_what_was_counted_before()
    {
        Invites(30);

        Reload(new());
        Invites(1);

        Assert.Contains(_pipeline.Statistics.Alerts, alert => alert.Key.Event.Name == "spit-caller");
    }

    [Fact]
    public void A_changed_period_forgets_only_counts()
    {
        Invites(30);

        Reload(new() { Period = TimeSpan.FromSeconds(45) });
        Invites(1);

        Assert.Empty(_pipeline.Statistics.Alerts);
        Assert.Equal(31, _pipeline.Calls!.Statistics.Seen);
    }

    private IReadOnlyList<string> Reload(PipelineOptions settings) => _pipeline.Reload(
        settings,
        new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal)
        {
            ["sessions"] = new SessionsOptions { MaxForks = 30 },
            ["thresholds"] = new ThresholdsOptions { Calls = 20 },
            ["identity"] = new IdentityOptions { TrustedHosts = ["certs.example.com"] },
        },
        new());

    private void Fill()
    {
        Invites(30);
        See(SipBuilder.Response(180, SipBuilder.Request("INVITE").Number(1)), from: "192.0.2.2:5060", to: "192.0.2.1:5060");
        See(SipBuilder.Response(200, SipBuilder.Request("INVITE").Number(1)), from: "192.0.2.2:5060", to: "192.0.2.1:5060");
        See(SipBuilder.Request("SUBSCRIBE"));
        var register = SipBuilder.Request("REGISTER").To("sip:alice@example.com").Contact("<sip:alice@192.0.2.1>");
        See(register);
        See(SipBuilder.Response(401, register).Header("WWW-Authenticate", "Digest realm=\"a\", nonce=\"84a4cc6f3082121f\""), from: "192.0.2.2:5060", to: "192.0.2.1:5060");
        register = register.CSeq(2).Via("192.0.2.1:5060", "z9hG4bK-answer").Header("Authorization", "Digest username=\"alice\", nonce=\"84a4cc6f3082121f\"");
        See(register);
        See(SipBuilder.Response(200, register), from: "192.0.2.2:5060", to: "192.0.2.1:5060");
        var options = SipBuilder.Request("OPTIONS").CallId("asked");
        See(options);
        See(SipBuilder.Response(401, options).Header("WWW-Authenticate", "Digest realm=\"a\", nonce=\"b\""), from: "192.0.2.2:5060", to: "192.0.2.1:5060");
    }

    private void Invites(int count)
    {
        for (var i = 0; i < count; i++)
        {
            See(SipBuilder.Request("INVITE").Number(_number + 1));
        }
    }

    private void See(SipBuilder message, string from = "192.0.2.1:5060", string to = "192.0.2.2:5060") =>
        _pipeline.Process(FrameBuilder.Udp(from, to).Payload(message).At(TimeSpan.FromMilliseconds(++_number)).Number(_number).ToFrame());
}
