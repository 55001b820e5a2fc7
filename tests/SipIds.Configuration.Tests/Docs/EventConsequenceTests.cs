using System.Text.RegularExpressions;
using SipIds.Events;
using SipIds.Host.Settings;
using SipIds.Preprocessing;
using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests.Docs;

/// <summary>What every event says of itself beside what fires it: whom its drop hits, the settings that govern it, what makes it a false alarm.</summary>
public sealed partial class EventConsequenceTests
{
    private const int Thresholds = 4;

    private static readonly PreprocessorRegistry s_registry = BuiltIn.Register(new());
    private static readonly HashSet<string> s_settings = [.. ProductSettings.SchemaOf(s_registry).Settings.Select(setting => setting.Path)];

    public static TheoryData<string> Names => [.. s_registry.ToCatalogue().Events.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_event_has_a_title_that_a_dashboard_shows_whole(string name)
    {
        var item = Find(name);
        Assert.InRange($"SIPIDS {item.Title}".Length, 10, 60);
        Assert.DoesNotContain('`', item.Title);
        Assert.Single(s_registry.ToCatalogue().Events, other => string.Equals(other.Title, item.Title, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_says_whom_its_drop_hits_and_what_makes_it_a_false_alarm(string name)
    {
        var item = Find(name);
        Assert.EndsWith(".", item.Drop, StringComparison.Ordinal);
        Assert.EndsWith(".", item.FalseAlarm, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_that_drops_nothing_says_so(string name)
    {
        var item = Find(name);
        Assert.Equal(item.Action is EventAction.Alert, item.Drop is DropReach.Nothing or DropReach.SevereForm);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_settings_that_an_event_names_exist(string name)
    {
        var item = Find(name);
        var named = item.Settings.Concat(Setting().Matches(item.Drop + item.FalseAlarm).Select(match => match.Groups["path"].Value));
        Assert.DoesNotContain(named, path => !s_settings.Contains(path) && !s_settings.Any(other => other.StartsWith(path + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_event_that_counts_names_the_setting_of_its_limit() =>
        Assert.DoesNotContain(s_registry.ToCatalogue().Events, e => e.Family.Number == Thresholds && e.Settings.Count == 0);

    private static EventDescriptor Find(string name) => s_registry.ToCatalogue().Find(name)!;

    [GeneratedRegex("`(?<path>[a-z_.]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Setting();
}
