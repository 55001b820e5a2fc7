using SipIds.Sip;
using SipIds.Testing;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class StartLineTests
{
    [Fact]
    public void A_request_line_has_a_method_a_uri_and_a_version()
    {
        var message = Parse(SipBuilder.Request("INVITE").StartLine("INVITE sip:bob@example.com SIP/2.0"));
        Assert.True(message.IsRequest);
        Assert.Equal(SipMethod.Invite, message.Method);
        Assert.Equal("INVITE", message.MethodName.Text());
        Assert.Equal("sip:bob@example.com", message.RequestUri.Text.Text());
        Assert.Equal("SIP/2.0", message.Version.Text());
        Assert.Equal(SipAnomalies.None, message.Anomalies);
    }

    [Fact]
    public void A_status_line_has_a_version_a_code_and_a_reason()
    {
        var message = Parse(SipBuilder.Response(486, SipBuilder.Request("INVITE")));
        Assert.False(message.IsRequest);
        Assert.Equal(486, message.StatusCode);
        Assert.Equal("Busy Here", message.ReasonPhrase.Text());
        Assert.True(message.RequestUri.Text.IsEmpty);
        Assert.Equal(SipAnomalies.None, message.Anomalies);
    }

    [Fact]
    public void Every_known_method_has_its_number()
    {
        foreach (var method in Enum.GetValues<SipMethod>().Where(method => method is not SipMethod.Extension))
        {
            Assert.Equal(method, Parse(SipBuilder.Request(SipMethods.NameOf(method))).Method);
        }
    }

    [Theory]
    [InlineData("invite")]
    [InlineData("Invite")]
    [InlineData("INVITEX")]
    [InlineData("X-FETCH")]
    [InlineData("RE%47IST%45R")]
    [InlineData("!interesting-Method0123456789_*+`.%indeed'~")]
    public void Any_other_token_is_an_extension_method(string method)
    {
        var message = Parse(SipBuilder.Request(method));
        Assert.Equal(SipMethod.Extension, message.Method);
        Assert.Equal(method, message.MethodName.Text());
        Assert.Equal(SipAnomalies.None, message.Anomalies);
    }

    [Theory]
    [InlineData("SIP/2.0 100 ", "")]
    [InlineData("SIP/2.0 100", "")]
    [InlineData("SIP/2.0 100 \u00E9\u00FF = 2**3 \"", "\u00E9\u00FF = 2**3 \"")]
    public void A_reason_phrase_may_be_empty_or_hold_any_bytes(string line, string reason)
    {
        var message = Parse(line + "\r\n" + Fields("INVITE"));
        Assert.Equal(reason, message.ReasonPhrase.Text());
        Assert.Equal(100, message.StatusCode);
    }

    [Theory]
    [InlineData("INVITE  sip:bob@example.com SIP/2.0")]
    [InlineData("INVITE sip:bob@example.com  SIP/2.0")]
    [InlineData("INVITE sip:bob@example.com SIP/2.0 ")]
    [InlineData(" INVITE sip:bob@example.com SIP/2.0")]
    [InlineData("INVITE\tsip:bob@example.com SIP/2.0")]
    [InlineData("INVITE sip:bob@example.com\tSIP/2.0")]
    public void Odd_white_space_is_forgiven_and_said(string line)
    {
        var message = Parse(SipBuilder.Request("INVITE").StartLine(line));
        Assert.Equal(SipMethod.Invite, message.Method);
        Assert.Equal("sip:bob@example.com", message.RequestUri.Text.Text());
        Assert.True(message.Anomalies.HasFlag(SipAnomalies.StartLineSpace));
    }

    [Theory]
    [InlineData("SIP/2.0  200 OK")]
    [InlineData("SIP/2.0\t200 OK")]
    [InlineData("SIP/2.0 200\tOK")]
    public void Odd_white_space_in_a_status_line_is_forgiven_and_said(string line)
    {
        var message = Parse(SipBuilder.Response(200, SipBuilder.Request("INVITE")).StartLine(line));
        Assert.Equal(200, message.StatusCode);
        Assert.Equal("OK", message.ReasonPhrase.Text());
        Assert.Equal(SipAnomalies.StartLineSpace, message.Anomalies);
    }

    [Theory]
    [InlineData("<sip:bob@example.com>")]
    [InlineData("sip:bob@example.com; lr")]
    [InlineData("sip:bob\t@example.com")]
    public void What_is_no_uri_in_the_request_line_is_said(string uri) =>
        Assert.True(Parse(SipBuilder.Request("INVITE", uri)).Anomalies.HasFlag(SipAnomalies.RequestUri));

    [Theory]
    [InlineData("SIP/7.0")]
    [InlineData("SIP/2.01")]
    [InlineData("SIP/")]
    public void Another_version_is_said(string version) =>
        Assert.True(Parse(SipBuilder.Request("INVITE").StartLine($"INVITE sip:bob@example.com {version}")).Anomalies.HasFlag(SipAnomalies.Version));

    [Fact]
    public void The_version_may_be_in_any_case() =>
        Assert.Equal(SipAnomalies.None, Parse(SipBuilder.Request("INVITE").StartLine("INVITE sip:bob@example.com sip/2.0")).Anomalies);

    [Theory]
    [InlineData("99", 99)]
    [InlineData("700", 700)]
    [InlineData("0200", 200)]
    [InlineData("2000", 2000)]
    [InlineData("-200", 0)]
    [InlineData("2O0", 0)]
    [InlineData("4294967301", 0)]
    public void A_code_that_is_not_three_digits_from_100_to_699_is_said(string code, int read)
    {
        var message = Parse($"SIP/2.0 {code} Odd\r\n" + Fields("INVITE"));
        Assert.Equal(read, message.StatusCode);
        Assert.True(message.Anomalies.HasFlag(SipAnomalies.StatusCode));
    }

    [Theory]
    [InlineData("INVITE sip:bob@example.com")]
    [InlineData("INVITE")]
    [InlineData("hello there world")]
    [InlineData("INVITE SIP/2.0")]
    public void Headers_of_sip_under_another_first_line_are_a_message_without_a_start_line(string line) =>
        Assert.True(Parse(SipBuilder.Request("INVITE").StartLine(line)).Anomalies.HasFlag(SipAnomalies.StartLine));

    [Fact]
    public void A_method_that_is_no_token_is_said() =>
        Assert.True(Parse(SipBuilder.Request("IN\"VITE")).Anomalies.HasFlag(SipAnomalies.StartLine));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\n")]
    public void Empty_lines_before_the_start_line_are_skipped(string before)
    {
        var message = Parse(before + SipBuilder.Request("INVITE"));
        Assert.Equal(SipMethod.Invite, message.Method);
        Assert.Equal("call-1@192.0.2.1", message.CallId.Text());
        Assert.True(message.Anomalies.HasFlag(SipAnomalies.LeadingEmptyLines));
    }

    private static string Fields(string method)
    {
        var text = SipBuilder.Request(method).ToString();
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }
}
