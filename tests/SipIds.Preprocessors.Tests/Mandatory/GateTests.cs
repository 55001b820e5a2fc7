using System.Text;

namespace SipIds.Preprocessors.Tests.Mandatory;

/// <summary>What lets ordinary messages pass at once lets nothing else pass: wherever in a vector it stands, and however long the text is.</summary>
public sealed class GateTests
{
    [Fact]
    public void A_scanner_is_found_at_every_place_of_a_User_Agent_of_every_length()
    {
        var tester = new MandatoryTester();
        foreach (var before in Enumerable.Range(0, 80))
        {
            foreach (var after in Enumerable.Range(0, 40))
            {
                var line = $"User-Agent: a{new string('b', before)}SVmap{new string('c', after)}d";
                Assert.Equal(2013, Assert.Single(tester.See(Messages.Invite.With("User-Agent", line))).Sid);
            }
        }
    }

    [Fact]
    public void Most_of_a_scanner_is_none_at_any_place()
    {
        var tester = new MandatoryTester();
        Assert.All(Enumerable.Range(0, 120), length => Assert.Empty(tester.See(Messages.Invite.With(
            "User-Agent", $"User-Agent: {new string('b', length)}svma"))));
    }

    [Theory]
    [InlineData("From", "From: \"{0}' or 1=1\" <sip:alice@example.com>;tag=1")]
    [InlineData("From", "From: <sip:{0}'%20or%201=1@example.com>;tag=1")]
    [InlineData("To", "To: <sip:{0}'%20or%201=1@example.com>")]
    [InlineData("Contact", "Contact: <sip:{0}'%20or%201=1@192.0.2.1>")]
    [InlineData("Contact", "Contact: <sip:alice@192.0.2.1>, <sip:{0}'%20or%201=1@192.0.2.1>")]
    public void Injected_text_is_found_however_far_from_the_beginning_it_stands(string header, string line)
    {
        var tester = new MandatoryTester();
        Assert.All(Enumerable.Range(0, 80), length => Assert.Contains(2012, tester.See(Messages.Invite.With(
            header, line.Replace("{0}", new string('a', length), StringComparison.Ordinal))).Select(report => report.Sid)));
    }

    [Theory]
    [InlineData("sip:{0}'%20or%201=1@example.com")]
    [InlineData("sip:{0}'%20or%201=1@a")]
    public void Injected_text_is_found_anywhere_in_the_Request_URI(string uri)
    {
        var tester = new MandatoryTester();
        Assert.All(Enumerable.Range(0, 80), length => Assert.Contains(2012, tester.See(Messages.Invite.Replace(
            "sip:bob@biloxi.example.com SIP", uri.Replace("{0}", new string('a', length), StringComparison.Ordinal) + " SIP", StringComparison.Ordinal))
            .Select(report => report.Sid)));
    }

    [Theory]
    [InlineData("Contact: <sip:alice@192.0.2.1;transport=udp>;q='; drop table x")]
    [InlineData("Contact: <sip:alice@192.0.2.1>;expires=3600")]
    [InlineData("Contact: <sip:192.0.2.1>")]
    [InlineData("Contact: *")]
    public void A_Contact_of_the_usual_forms_is_silent(string line) => Assert.Empty(new MandatoryTester().See(Messages.Invite.With("Contact", line)));

    [Theory]
    [InlineData("Contact: <sip:alice@192.0.2.1>,")]
    [InlineData("Contact: <sip:alice@192.0.2.1>,,<sip:bob@192.0.2.1>")]
    [InlineData("Contact: <sip:alice@192.0.2.1>;a=\"b")]
    [InlineData("Contact: <sip:alice@192.0.2.1")]
    [InlineData("Contact: <sip:alice@192.0.2.1>;")]
    public void A_Contact_that_only_begins_in_the_usual_form_is_reported(string line) =>
        Assert.Equal(2005, Assert.Single(new MandatoryTester().See(Messages.Invite.With("Contact", line))).Sid);

    [Theory]
    [InlineData("@192.0.2.1", 1)]
    [InlineData("abc@", 1)]
    [InlineData("abc@192.0.2.1", 0)]
    [InlineData("a@b@c", 0)]
    [InlineData("abc", 0)]
    [InlineData("@", 1)]
    public void The_parts_of_a_Call_ID_are_judged_where_it_begins_or_ends_with_an_at_sign(string callId, int reports) =>
        Assert.Equal(reports, new MandatoryTester().See(Messages.Invite.With("Call-ID", "Call-ID: " + callId)).Count);

    [Theory]
    [InlineData(Messages.Invite)]
    [InlineData(Messages.Ok)]
    [InlineData(Messages.Register)]
    public void A_message_passes_at_once_only_where_every_check_by_itself_lets_it_pass(string text)
    {
        var atOnce = new MandatoryTester();

        // Where a field may not be longer than a plain one, no message passes at once.
        var eachCheck = new MandatoryTester(limits: new() { Field = new(255) });
        Assert.All(Variants(text), variant => Assert.Equal(eachCheck.See(variant), atOnce.See(variant)));
    }

    [Theory]
    [InlineData("70", 0)]
    [InlineData("10", 0)]
    [InlineData("99", 0)]
    [InlineData("07", 0)]
    [InlineData("9", 0)]
    [InlineData("255", 0)]
    [InlineData("00", 1)]
    [InlineData("1a", 1)]
    [InlineData("a1", 1)]
    [InlineData("256", 1)]
    [InlineData("-1", 1)]
    public void Max_Forwards_is_a_number_from_1_to_255(string value, int reports) =>
        Assert.Equal(reports, new MandatoryTester().See(Messages.Invite.With("Max-Forwards", "Max-Forwards: " + value)).Count);

    private static IEnumerable<byte[]> Variants(string text)
    {
        var message = Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));
        for (var index = 0; index < message.Length; index++)
        {
            yield return [.. message[..index], .. message[(index + 1)..]];
            foreach (var value in " \"'<>@:;=,+*%?/[]0x\u007F"u8.ToArray())
            {
                yield return [.. message[..index], value, .. message[(index + 1)..]];
                yield return [.. message[..index], value, .. message[index..]];
            }
        }
    }
}
