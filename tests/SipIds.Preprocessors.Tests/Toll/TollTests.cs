using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessors.Toll;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Toll.TollTester;

namespace SipIds.Preprocessors.Tests.Toll;

public sealed class TollTests
{
    private readonly TollTester _tester = new TollTester().Register();

    [Fact]
    public void More_calls_at_once_than_allowed_are_reported()
    {
        Assert.Empty(_tester.Call().Call().Details);
        Assert.Equal(["sip:alice@example.com to +252: 3 calls at once"], _tester.Call().Details);
        var reported = Assert.Single(_tester.Tester.Events);
        Assert.Equal((9003, Severity.High, 3, 2), (reported.Sid, reported.Severity, reported.Count, reported.Limit));
    }

    [Fact]
    public void Calls_that_are_over_do_not_count() =>
        Assert.Empty(_tester.Call(out var first).Call(out var second).Hang(first).Hang(second).Call().Call().Details);

    [Fact]
    public void Calls_elsewhere_do_not_count() =>
        Assert.Empty(_tester.Call("sip:+4930123456@example.com").Call("sip:+4930123457@example.com").Call("sip:112@example.com").Call().Call().Details);

    [Theory]
    [InlineData("sip:0025261234567@example.com")]
    [InlineData("sip:01125261234567@example.com")]
    [InlineData("sip:901125261234567@example.com")]
    [InlineData("sip:90025261234567@example.com")]
    [InlineData("sip:00025261234567@example.com")]
    [InlineData("sip:25261234567@example.com")]
    [InlineData("sip:%2B252-61.234567;npdi@example.com")]
    [InlineData("tel:+252-61-234567;phone-context=x")]
    [InlineData("sip:+%32%35%3261234567@example.com")]
    [InlineData("sip:%30025261234567@example.com")]
    [InlineData("sip:*31%230025261234567@example.com")]
    [InlineData("sip:%2A31%23+25261234567@example.com")]
    [InlineData("sip:%2331%230025261234567@example.com")]
    [InlineData("sip:*670025261234567@example.com")]
    public void A_number_is_found_however_it_is_dialled(string uri) => Assert.Single(_tester.Call().Call().Call(uri).Details);

    [Theory]
    [InlineData("sip:2526123456@example.com")]
    [InlineData("sip:252612@example.com")]
    [InlineData("sip:01188212345@example.com")]
    [InlineData("sip:07012345678@example.com")]
    [InlineData("sip:somalia+252@example.com")]
    [InlineData("sip:+2@example.com")]
    [InlineData("sip:+@example.com")]
    [InlineData("sip:*31%23004930123456@example.com")]
    [InlineData("sip:%252%35261234567@example.com")]
    [InlineData("sip:+%2g2526123456@example.com")]
    [InlineData("sip:+25261234567%@example.com")]
    [InlineData("sip:example.com")]
    [InlineData("sip:+2526123456789012345678901234567890@example.com")]
    public void What_is_no_such_number_is_silent(string uri) => Assert.Empty(_tester.Call().Call().Call(uri).Details);

    [Fact]
    public void More_minutes_in_a_day_than_allowed_are_reported()
    {
        Assert.Empty(_tester.Call(out var call).After(TimeSpan.FromMinutes(29)).Hang(call).Call(out call).After(TimeSpan.FromMinutes(1)).Hang(call).Details);
        Assert.Equal(["sip:alice@example.com to +252: 31 minutes today"], _tester.Call(out call).After(TimeSpan.FromMinutes(1)).Call().Details);
    }

    [Fact]
    public void The_minutes_of_a_day_are_forgotten_with_it() =>
        Assert.Empty(_tester.Call(out var call).After(TimeSpan.FromMinutes(45)).Hang(call).After(TimeSpan.FromDays(1)).Register().Call().Details);

    [Fact]
    public void A_call_that_nobody_ends_counts_until_it_was_last_heard() =>
        Assert.Empty(_tester.Call().After(TimeSpan.FromHours(20)).Register().Call().Details);

    [Fact]
    public void More_new_prefixes_in_a_day_than_allowed_are_reported()
    {
        foreach (var number in (string[])["+25261234567", "+25261234568", "+8821234567", "+22012345678"])
        {
            _tester.Call(out var call, $"sip:{number}@example.com").Hang(call);
        }

        Assert.Equal(["sip:alice@example.com to +220: 3 new prefixes today"], _tester.Details);
    }

    [Fact]
    public void What_an_account_had_on_a_day_it_may_have_again()
    {
        _tester.Call(out var first).Call(out var second).Call(out var third).Hang(first).Hang(second).Hang(third);
        Assert.Single(_tester.Details);
        _tester.After(TimeSpan.FromDays(1)).Register().Call().Call().Call();
        Assert.Single(_tester.Details);
    }

    [Fact]
    public void A_fraud_teaches_little()
    {
        var calls = Enumerable.Range(0, 40).Select(_ => { _tester.Call(out var call); return call; }).ToList();
        calls.ForEach(call => _tester.Hang(call));
        _tester.After(TimeSpan.FromDays(1)).Register();
        var before = _tester.Tester.Reported;
        _tester.Call().Call().Call();
        Assert.Equal(before, _tester.Tester.Reported);
        Assert.Equal((4, 3), (_tester.Call().Tester.Events[^1].Count, _tester.Tester.Events[^1].Limit));
    }

    [Fact]
    public void Only_the_call_too_many_is_dropped()
    {
        var tester = new TollTester(inline: true).Register().Call(out var first).Call(out var second);
        tester.Send(Phone, Server, tester.Invite());
        Assert.True(tester.Tester.Seen[^1].Dropped);
        tester.Call("sip:+4930123456@example.com").Hang(first).Call().Hang(second);
        Assert.Equal(1, tester.Tester.Dropped);
    }

    [Fact]
    public void Nobody_pays_for_calls_that_are_forged_in_a_name()
    {
        var tester = new TollTester(inline: true).Register();
        for (var call = 0; call < 20; call++)
        {
            tester.Send(Phone, Server, tester.Invite()).Call(phone: Other);
        }

        var forged = tester.Tester.Dropped;
        Assert.Equal(0, tester.Call().Call().Tester.Dropped - forged);
    }

    [Fact]
    public void Who_never_acknowledges_has_no_call()
    {
        for (var call = 0; call < 20; call++)
        {
            var invite = _tester.Invite();
            _tester.Send(Phone, Server, invite).Send(Server, Phone, SipBuilder.Response(200, invite.ToTag(Secret($"n{call}"))));
        }

        Assert.Empty(_tester.Details);
    }

    [Fact]
    public void A_call_with_a_password_counts_while_it_rings()
    {
        for (var call = 1; call <= 3; call++)
        {
            var invite = _tester.Invite();
            var again = invite.Via(Phone, $"z9hG4bK-a{call}").CSeq(2).Header("Proxy-Authorization", Credentials(call));
            _tester.Send(Phone, Server, invite).Send(Server, Phone, SipBuilder.Response(407, invite).Header("Proxy-Authenticate", $"Digest realm=\"r\", nonce=\"{Secret(call)}\""))
                .Send(Phone, Server, SipBuilder.AckOf(invite)).Send(Phone, Server, again).Send(Server, Phone, SipBuilder.Response(180, again));
        }

        Assert.Equal(2, _tester.Tester.Count("behaviour-toll"));
    }

    [Fact]
    public void One_account_at_two_addresses_is_one() => Assert.Single(_tester.Register(Other).Call().Call(phone: Other).Call(phone: Other).Details);

    [Fact]
    public void An_address_without_a_password_is_an_account() =>
        Assert.Equal(["198.51.100.8 to +252: 3 calls at once"], _tester.Call(phone: Other).Call(phone: Other).Call(phone: Other).Details);

    [Fact]
    public void An_address_that_several_share_is_noticed_until_it_is_known()
    {
        foreach (var caller in (string[])["bob", "carol", "dave"])
        {
            _tester.Call(from: $"sip:{caller}@example.com", phone: Other);
        }

        Assert.Equal(Severity.Low, Assert.Single(_tester.Tester.Events).Severity);
        _tester.After(TimeSpan.FromDays(8));
        foreach (var caller in (string[])["bob", "carol", "dave", "erin"])
        {
            _tester.Call(from: $"sip:{caller}@example.com", phone: Other);
        }

        Assert.Equal((Severity.High, 4, 3), (_tester.Tester.Events[^1].Severity, _tester.Tester.Events[^1].Count, _tester.Tester.Events[^1].Limit));
    }

    [Fact]
    public void A_proxy_of_ours_is_nobodys_account() =>
        Assert.Empty(new TollTester(settings: new() { ProxyIp = [NetPrefix.Parse("198.51.100.8")] }).Call(phone: Other).Call(phone: Other).Call(phone: Other).Details);

    [Fact]
    public void A_further_hop_is_no_further_call()
    {
        for (var call = 0; call < 2; call++)
        {
            _tester.Call(out var invite).Send(Server, Other, invite.PushVia(Server, $"z9hG4bK-h{call}"));
        }

        Assert.Empty(_tester.Details);
    }

    [Fact]
    public void While_the_sensor_is_new_nobody_is_cut()
    {
        var tester = new TollTester(settings: new() { StandingGrace = TimeSpan.FromHours(2) }, inline: true).Register().Call().Call().Call();
        Assert.Equal((1, 0), (tester.Tester.Reported, tester.Tester.Dropped));
    }

    [Fact]
    public void What_was_learnt_outlives_a_restart()
    {
        _tester.Call(out var first).Call(out var second).Call(out var third).Hang(first).Hang(second).Hang(third).After(TimeSpan.FromDays(1)).Register().Call().Call();
        var tester = new TollTester();
        Assert.True(tester.Tester.Preprocessor.TryRestore(_tester.Saved(), out _));
        Assert.Empty(tester.After(TimeSpan.FromDays(1)).Register().Call().Call().Call().Details);
        Assert.Single(tester.Call().Details);
    }

    [Fact]
    public void What_is_cut_short_is_refused()
    {
        var saved = _tester.Call().Saved();
        Assert.All(Enumerable.Range(0, saved.Length), length => Assert.False(new TollTester(new() { Accounts = 64 }).Tester.Preprocessor.TryRestore(saved.AsSpan(0, length), out var fault) || fault.Length == 0));
    }

    [Fact]
    public void More_accounts_than_there_is_room_for_harm_nothing()
    {
        var tester = new TollTester(new() { Accounts = 64, Calls = 1 });
        for (var address = 1; address < 250; address++)
        {
            tester.Call(phone: $"203.0.113.{address}:5060").Call(phone: $"203.0.113.{address}:5060");
        }

        Assert.Equal(249, tester.Tester.Reported);
    }

    [Theory]
    [InlineData("252")]
    [InlineData("+")]
    [InlineData("+0252")]
    [InlineData("+25 2")]
    [InlineData("+1234567890123456")]
    [InlineData("")]
    public void A_prefix_that_is_none_is_a_fault(string prefix) =>
        Assert.Equal(("prefixes", $"'{prefix}' is no beginning of a number: write it with + and the country code, such as +252 or +4470"), new TollOptions { Prefixes = ["+252", prefix] }.Validate().Select(fault => (fault.Key, fault.Message)).Single());

    [Fact]
    public void The_defaults_are_in_order() => Assert.Empty(new TollOptions().Validate());
}
