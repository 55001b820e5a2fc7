using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

public class ExtensionScanTests
{
    private const string Name = "extension-scan";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { UnknownUsers = Limit };

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options);

    [Theory]
    [InlineData("REGISTER", 404)]
    [InlineData("INVITE", 404)]
    [InlineData("MESSAGE", 404)]
    [InlineData("REGISTER", 400)]
    [InlineData("INVITE", 410)]
    [InlineData("INVITE", 604)]
    public void The_user_too_many_who_is_not_found_is_reported(string method, int status)
    {
        Scan(Limit, status, method);
        Assert.Empty(_tester.Names);
        Scan(1, status, method, first: 100);
        Assert.Equal([Name], _tester.Names);
        Assert.Equal($"{Client} asks for sip:100@example.com", _tester.Last[0].Detail);
        Assert.Equal((Limit + 1, Limit), (_tester.Last[0].Count, _tester.Last[0].Limit));
    }

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("SUBSCRIBE")]
    public void An_address_book_is_no_scan_and_eight_of_them_are(string method)
    {
        Scan(8 * Limit, 404, method);
        Assert.Empty(_tester.Names);
        Scan(1, 404, method, first: 1000);
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void One_user_who_is_asked_for_again_and_again_is_no_scan()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var request = Request("INVITE", number).For("INVITE", "sip:gone@example.com");
            _tester.Ask(request, SipBuilder.Response(404, request));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Over_the_line_the_next_request_is_dropped_before_it_is_answered()
    {
        var tester = Of(s_options, inline: true);
        Scan(Limit + 1, 404, tester: tester);
        tester.From(Client).To(Server).See(Request("REGISTER", 500));
        Assert.True(tester.Seen[^1].Dropped);
        tester.From("203.0.113.9").See(Request("REGISTER", 501));
        Assert.False(tester.Seen[^1].Dropped);
    }

    [Fact]
    public void Challenges_that_are_never_answered_count_after_two_seconds()
    {
        Scan(Limit + 1, 401);
        Assert.Empty(_tester.Names);
        _tester.After(TimeSpan.FromSeconds(3)).Tick().From(Client).To(Server).See(Request("REGISTER", 500));
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void A_crowd_of_challenges_counts_at_once_where_none_was_ever_answered()
    {
        Scan(4 * Limit, 401);
        Assert.Empty(_tester.Names);
        Scan(1, 401, first: 500);
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void An_office_that_registers_after_a_power_cut_is_no_scan()
    {
        const int phones = 200;
        for (var phone = 1; phone <= phones + (3 * Limit); phone++)
        {
            // The answer to a challenge comes while the next phones are being challenged.
            Scan(phone <= phones ? 1 : 0, 401, first: phone);
            if (phone > 3 * Limit)
            {
                Answer(phone - (3 * Limit));
            }
        }

        _tester.After(TimeSpan.FromSeconds(3)).Tick().See(Request("REGISTER", 1000));
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void An_answer_that_comes_late_takes_its_challenge_back()
    {
        Scan(Limit, 401);
        _tester.After(TimeSpan.FromSeconds(3)).Tick();
        Answer(1);
        Scan(1, 404, first: 500);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Wrong_numbers_on_a_busy_trunk_are_no_scan()
    {
        for (var number = 1; number <= 100; number++)
        {
            var call = Request("INVITE", 1000 + number);
            _tester.Ask(call, SipBuilder.Response(number % 2 == 0 ? 486 : 200, call));
            Scan(number % 2, 404, "INVITE", first: number);
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_PBX_that_asks_after_its_phones_is_no_scanner()
    {
        for (var phone = 1; phone <= 100; phone++)
        {
            var ask = Request("OPTIONS", phone);
            var address = $"192.0.2.{phone}";
            _tester.From("203.0.113.1").To(address).See(ask).From(address).To("203.0.113.1").See(SipBuilder.Response(404, ask));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void The_window_slides()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            _tester.After(TimeSpan.FromSeconds(12.1));
            Scan(1, 404, first: number);
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_scanner_may_not_change_its_address_within_its_IPv6_network()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            Scan(1, 404, first: number, client: $"[2001:db8::{number}]:5060");
        }

        Assert.Equal([Name], _tester.Names);
    }

    private void Scan(
        int times,
        int status,
        string method = "REGISTER",
        int first = 1,
        string client = Client,
        PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions>? tester = null)
    {
        for (var number = first; number < first + times; number++)
        {
            var request = Request(method, number).For(method, $"sip:{number}@example.com");
            (tester ?? _tester).Ask(request, status is 401 ? Challenge(request) : SipBuilder.Response(status, request), client);
        }
    }

    private void Answer(int number)
    {
        var request = Request("REGISTER", number).To($"sip:{number}@example.com").CSeq(2).Via("192.0.2.1:5060", $"z9hG4bK-answer-{number}").WithCredentials();
        _tester.Ask(request, SipBuilder.Response(200, request));
    }
}
