using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessors.Syntax;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Syntax;

/// <summary>The severe form of an event that drops nothing is one severity worse and dropped, unless the user names the event.</summary>
public sealed class SevereFormTests
{
    private static readonly byte[] s_overflow = [0, 1, 0, 8, 0x21, 0x12, 0xA4, 0x42, .. "transaction1"u8, 0x80, 0x22, 0xFF, 0xFF, .. "abcd"u8];

    private static readonly byte[] s_other = [.. "GET / HTTP/1.1\r\n\r\n"u8];

    [Fact]
    public void It_is_dropped_and_the_ordinary_form_passes()
    {
        var tester = See([]);
        Assert.Equal(1, tester.Passed);
        Assert.Equal([Severity.Medium, Severity.Low], tester.Alerts.Select(alert => alert.Severity));
        Assert.Equal([Verdict.Drop, Verdict.Pass], tester.Alerts.Select(alert => alert.Verdict));
    }

    [Theory]
    [InlineData(EventAction.Alert, 2, 2)]
    [InlineData(EventAction.Drop, 0, 2)]
    [InlineData(EventAction.Off, 2, 0)]
    public void What_the_user_names_holds_for_both_forms(EventAction action, int passed, int alerts)
    {
        var tester = See(new(StringComparer.Ordinal) { ["syntax-not-sip"] = action });
        Assert.Equal((passed, alerts), (tester.Passed, tester.Alerts.Count));
    }

    private static PipelineTester See(Dictionary<string, EventAction> events) =>
        PipelineTester.Of<SyntaxPreprocessor, SyntaxOptions>(settings: new() { ActionDrop = DropMode.True, Events = events }, inline: true)
            .SeeDatagram(s_overflow)
            .SeeDatagram(s_other);
}
