namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class MethodTests
{
    private readonly SyntaxDriver _driver = new();

    [Theory]
    [InlineData("bye")]
    [InlineData("Bye")]
    [InlineData("BY")]
    [InlineData("B")]
    [InlineData("invite")]
    [InlineData("INV")]
    [InlineData("register")]
    [InlineData("cancel")]
    [InlineData("ACk")]
    [InlineData("Options")]
    [InlineData("subscribe")]
    [InlineData("refer")]
    [InlineData("Message")]
    public void A_known_method_in_other_letters_or_cut_short_is_reported(string method) => Assert.Equal("1011", _driver.See(Request(method, method)));

    [Theory]
    [InlineData("FOO")]
    [InlineData("PING")]
    [InlineData("ping")]
    [InlineData("KDMQ")]
    [InlineData("SERVICE")]
    [InlineData("BENOTIFY")]
    [InlineData("BYEBYE")]
    [InlineData("REGISTERED")]
    [InlineData("NEWMETHOD")]
    public void A_method_of_its_own_is_silent(string method) => Assert.Equal("", _driver.See(Request(method, method)));

    [Theory]
    [InlineData("BYE", "bye")]
    [InlineData("BYE", "BY")]
    [InlineData("FOO", "bye")]
    public void A_CSeq_that_some_read_as_a_known_method_is_reported(string method, string ofCSeq) =>
        Assert.Equal("1011", _driver.See(Request(method, ofCSeq)));

    [Fact]
    public void A_response_that_repeats_such_a_CSeq_is_mild() =>
        Assert.Equal("(1011)", _driver.See(Request("INVITE", "bye").Replace("INVITE sip:bob@example.com SIP/2.0", "SIP/2.0 481 No Call", StringComparison.Ordinal)));

    [Fact]
    public void A_method_that_the_capture_may_have_cut_is_not_judged()
    {
        var driver = new SyntaxDriver { Truncated = true };
        Assert.Equal("", driver.See(Request("INVITE", "INV").Split("INV\r\n")[0] + "INV"));
        Assert.Equal("1011", driver.See(Request("bye", "bye")));
    }

    private static string Request(string method, string ofCSeq) =>
        Messages.Invite($"{method} sip:bob@example.com SIP/2.0").Replace("314159 INVITE", $"314159 {ofCSeq}", StringComparison.Ordinal);
}
