using SipIds.Events;

namespace SipIds.Core.Tests.Events;

public class EventCatalogueTests
{
    private static readonly EventDescriptor s_startLine = new(Gid.Sip, 1001, "syntax-start-line", Severity.Medium, EventAction.Drop, "One.");
    private static readonly EventDescriptor s_spit = new(Gid.Sip, 4001, "spit-caller", Severity.High, EventAction.Drop, "Two.");
    private static readonly EventDescriptor s_foreign = new(Gid.FirstPlugin, 1001, "foreign", Severity.Low, EventAction.Alert, "Three.");

    private readonly EventCatalogue _catalogue = new([s_foreign, s_spit, s_startLine]);

    [Fact]
    public void Events_stand_in_order_of_id_the_built_in_ones_first() => Assert.Equal([s_startLine, s_spit, s_foreign], _catalogue.Events);

    [Theory]
    [InlineData("spit-caller", 4001)]
    [InlineData("4001", 4001)]
    [InlineData("140:4001", 4001)]
    public void An_event_is_found_by_name_and_by_id(string text, int sid) => Assert.Equal(sid, _catalogue.Find(text)?.Sid);

    [Fact]
    public void An_id_alone_means_the_built_in_event_and_with_a_gid_any()
    {
        Assert.Same(s_startLine, _catalogue.Find("1001"));
        Assert.Same(s_foreign, _catalogue.Find("1000:1001"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Spit-Caller")]
    [InlineData("9999")]
    [InlineData("1:4001")]
    [InlineData(":4001")]
    [InlineData("140:")]
    [InlineData("x:4001")]
    [InlineData(" 4001")]
    public void Anything_else_is_no_event(string text) => Assert.Null(_catalogue.Find(text));

    [Fact]
    public void Two_events_cannot_share_an_id() =>
        Assert.Contains("other and spit-caller", Assert.Throws<ArgumentException>(() => new EventCatalogue([s_spit with { Name = "other" }, s_spit])).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_events_cannot_share_a_name() =>
        Assert.Contains("'spit-caller'", Assert.Throws<ArgumentException>(() => new EventCatalogue([s_spit with { Sid = 4002 }, s_spit])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_thousands_of_an_id_are_its_family()
    {
        Assert.Equal("thresholds", s_spit.Family.Name);
        Assert.Equal("other", s_foreign.Family.Name);
        Assert.Equal(Enumerable.Range(1, 10), EventFamily.All.Select(family => family.Number));
    }
}
