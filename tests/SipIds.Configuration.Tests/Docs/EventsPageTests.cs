using SipIds.Preprocessing;
using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests.Docs;

public sealed class EventsPageTests
{
    private static readonly PreprocessorRegistry s_registry = BuiltIn.Register(new());

    [Fact]
    public void The_checked_in_page_describes_the_events()
    {
        var page = EventsPage.Write(s_registry);
        if (Repository.IsUpdating && BrokenPromises().Count == 0)
        {
            File.WriteAllText(Repository.PathOf(EventsPage.Path), page);
        }

        var isInStep = string.Equals(page, CheckedIn(), StringComparison.Ordinal);
        Assert.True(isInStep, $"{EventsPage.Path} is not what the events say; {Repository.UpdateAdvice}");
    }

    [Fact]
    public void No_event_of_the_checked_in_page_is_gone_or_renamed() => Assert.Empty(BrokenPromises());

    [Fact]
    public void The_page_promises_every_event() =>
        Assert.Equal(
            s_registry.ToCatalogue().Events.Select(e => ((e.Gid, e.Sid), e.Name)),
            EventsPage.Promises(EventsPage.Write(s_registry)));

    [Theory]
    [InlineData("| 140:1001 | `syntax-first-line` | 2 medium | drop | Renamed. |")]
    [InlineData("| 140:1999 | `syntax-start-line` | 2 medium | drop | Renumbered. |")]
    public void A_changed_id_or_name_is_said_to_be_public(string row) =>
        Assert.StartsWith("event ids and names are public", Assert.Single(EventsPage.BrokenPromises(row, s_registry.ToCatalogue())), StringComparison.Ordinal);

    private static IReadOnlyList<string> BrokenPromises() => EventsPage.BrokenPromises(CheckedIn(), s_registry.ToCatalogue());

    private static string CheckedIn() => Repository.Read(EventsPage.Path);
}
