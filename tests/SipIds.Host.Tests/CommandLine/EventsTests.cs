using System.Globalization;
using SipIds.Preprocessing;
using SipIds.Preprocessors;

namespace SipIds.Host.Tests.CommandLine;

public sealed class EventsTests
{
    [Fact]
    public void The_list_has_every_event_once()
    {
        var listed = Program.Run("events").Lines.Where(line => line.StartsWith("  140:", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        Assert.Equal(BuiltIn.Register(new PreprocessorRegistry()).ToCatalogue().Events.Select(e => e.Name), listed, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("syntax-header")]
    [InlineData("1002")]
    [InlineData("140:1002")]
    public void An_event_is_explained_by_name_and_by_number(string name)
    {
        var events = Program.Run("events", name);
        Assert.Equal(0, events.Code);
        Assert.Equal("syntax-header  [140:1002]  Broken header line", events.Lines[0]);
        Assert.All(["severity     2 (medium)", "action       drop", "events: { syntax-header: alert }"], part => Assert.Contains(part, events.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_event_is_explained_in_a_sentence() =>
        Assert.All(
            BuiltIn.Register(new PreprocessorRegistry()).ToCatalogue().Events.GroupBy(e => e.Family.Name, StringComparer.Ordinal).Select(family => family.First()),
            e => Assert.EndsWith(".", Program.Run("events", e.Sid.ToString(CultureInfo.InvariantCulture)).Lines[1], StringComparison.Ordinal));

    [Fact]
    public void The_explanation_says_whom_a_drop_hits_the_settings_and_the_false_alarms()
    {
        var lines = Program.Run("events", "mandatory-scanner").Lines;
        Assert.Contains(lines, line => line.StartsWith("  a drop hits  That message and its retransmissions", StringComparison.Ordinal));
        Assert.Contains("  settings     mandatory.scanners", lines, StringComparer.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("  false alarm  A test of your own", StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_that_only_alerts_is_explained_without_drops()
    {
        var events = Program.Run("events", "behaviour-rate");
        Assert.Contains("  action       alert", events.Lines, StringComparer.Ordinal);
        Assert.Contains("events: { behaviour-rate: off }", events.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("over TCP", events.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_is_listed_by_its_name() => Assert.Equal(13, Program.Run("events", "syntax").Lines.Count);

    [Fact]
    public void A_slip_in_a_name_is_answered_with_the_name() =>
        Assert.Equal("sipids: no event has the name or sid 'mandatory-scaner'; did you mean 'mandatory-scanner'?", Assert.Single(Program.Run("events", "mandatory-scaner").ErrorLines));

    [Fact]
    public void An_unknown_event_ends_with_2_and_what_is_near()
    {
        var events = Program.Run("events", "header");
        Assert.Equal(2, events.Code);
        Assert.Empty(events.Output);
        Assert.Contains("there is syntax-header", Assert.Single(events.ErrorLines), StringComparison.Ordinal);
    }
}
