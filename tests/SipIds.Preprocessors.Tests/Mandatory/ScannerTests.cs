using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class ScannerTests
{
    [Theory]
    [InlineData("User-Agent: friendly-scanner")]
    [InlineData("user-agent: Friendly-Scanner")]
    [InlineData("USER-AGENT :\n FRIENDLY-SCANNER")]
    [InlineData("User-Agent: UNfriendly-scanner - for demo purposes")]
    [InlineData("User-Agent: sipcli/v1.8")]
    [InlineData("User-Agent: pplsip")]
    [InlineData("User-Agent: smap 0.6.0")]
    [InlineData("User-Agent: Viproy Penetration Testing Kit - Test Agent")]
    [InlineData("User-Agent: Deskphone\nUser-Agent: sundayddr")]
    public void The_User_Agent_of_a_scanner_is_reported(string line) =>
        Assert.Contains(2013, new MandatoryTester().See(Messages.Invite.With("User-Agent", line)).Select(report => report.Sid));

    [Theory]
    [InlineData("\"SIPVicious\" <sip:100@192.0.2.1>;tag=1")]
    [InlineData("<sip:sivus_voip_scanner@192.0.2.1>;tag=1")]
    [InlineData("<sip:100@192.0.2.1>;tag=friendly-scanner")]
    public void The_From_of_a_scanner_is_reported(string from) =>
        Assert.Equal(2013, Assert.Single(new MandatoryTester().See(Messages.Invite.With("From", "From: " + from))).Sid);

    [Theory]
    [InlineData("User-Agent", "User-Agent: sipsak 0.9.8.1")]
    [InlineData("User-Agent", "User-Agent: Zoiper rv2.8.30")]
    [InlineData("User-Agent", "User-Agent: eyeBeam release 1011s stamp 41121")]
    [InlineData("User-Agent", "User-Agent: Asterisk PBX 18.1.0")]
    [InlineData("User-Agent", "User-Agent: Cisco-SIPGateway/IOS-12.x")]
    [InlineData("User-Agent", "User-Agent: OSMAP 2.1")]
    [InlineData("User-Agent", "User-Agent:")]
    [InlineData("From", "From: \"Hamdan Diwar\" <sip:100@sipvicious.example.com>;tag=1")]
    public void An_honest_product_is_silent(string header, string line) => Assert.Empty(new MandatoryTester().See(Messages.Invite.With(header, line)));

    [Fact]
    public void A_response_shows_the_names_of_its_request_in_innocence() =>
        Assert.Empty(new MandatoryTester().See(Messages.Ok.With("From", "From: \"sipvicious\" <sip:100@1.1.1.1>;tag=1").And("User-Agent: sipvicious honeypot")));

    [Fact]
    public void The_counter_attack_on_a_scanner_is_reported() =>
        Assert.Equal(2013, Assert.Single(new MandatoryTester().See(Messages.Ok.And("User-Agent: telkom box 2.4"))).Sid);

    [Fact]
    public void The_list_is_the_users()
    {
        var tester = new MandatoryTester(new() { Scanners = ["evilphone", "é!", "x", ""] });
        Assert.Equal(2013, Assert.Single(tester.See(Messages.Invite.With("User-Agent", "User-Agent: my EvilPhone 1"))).Sid);
        Assert.Equal(2013, Assert.Single(tester.See(Messages.Invite.With("User-Agent", "User-Agent: Café!"))).Sid);
        Assert.Equal(2013, Assert.Single(tester.See(Messages.Invite.With("User-Agent", "User-Agent: ab-x"))).Sid);
        Assert.Empty(tester.See(Messages.Invite.With("User-Agent", "User-Agent: friendly-scanner")));
    }

    [Fact]
    public void An_empty_list_finds_nothing() =>
        Assert.Empty(new MandatoryTester(new() { Scanners = [] }).See(Messages.Invite.With("User-Agent", "User-Agent: friendly-scanner")));

    [Fact]
    public void A_word_is_found_wherever_it_stands()
    {
        var word = Gen.Elements("a", "ab", "abc", "abcd", "nmap nse", "friendly-scanner", "svwar/0.3.3 of somebody");
        var cases = from words in Gen.NonEmptyListOf(word)
                    from text in Gen.ListOf(Gen.Elements("a", "b", "B", "c", "svwar/0.3.3 OF", " somebody", "-", "xyz", "nmap ns", "e", "friendly-scanne", "r"))
                    select (Words: words.ToArray(), Text: "u" + string.Concat(text) + "u");
        Prop.ForAll(cases.ToArbitrary(), each => Find(each.Words, each.Text) == each.Words.Any(w => each.Text.Contains(w, StringComparison.OrdinalIgnoreCase)))
            .QuickCheckThrowOnFailure();
    }

    private static bool Find(string[] words, string userAgent)
    {
        var message = Messages.Invite.With("From", "From: <sip:1@192.0.2.1>;tag=1").With("User-Agent", "User-Agent: " + userAgent);
        return new MandatoryTester(new() { Scanners = words }).See(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"))).Any(report => report.Sid == 2013);
    }
}
