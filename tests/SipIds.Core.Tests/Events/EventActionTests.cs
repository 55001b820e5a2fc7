using System.Text;
using SipIds.Events;

namespace SipIds.Core.Tests.Events;

public sealed class EventActionTests
{
    [Theory]
    [InlineData(EventAction.Off, false, false, EventAction.Off, EventAction.Drop)]
    [InlineData(EventAction.Alert, false, true, EventAction.Alert, EventAction.Drop)]
    [InlineData(EventAction.Drop, true, true, EventAction.Alert, EventAction.Drop)]
    [InlineData(EventAction.Block, true, true, EventAction.Alert, EventAction.Block)]
    [InlineData(EventAction.Reject, true, true, EventAction.Alert, EventAction.Reject)]
    [InlineData(EventAction.Pass, false, false, EventAction.Pass, EventAction.Pass)]
    [InlineData(EventAction.Log, false, true, EventAction.Log, EventAction.Drop)]
    public void Each_action_says_what_it_does_and_what_an_event_s_forms_make_of_it(EventAction action, bool drops, bool isWritten, EventAction mild, EventAction severe) =>
        Assert.Equal((drops, isWritten, mild, severe), (action.Drops, action.IsWritten, action.WithoutDrop, action.WithDrop));

    [Fact]
    public void Every_action_has_a_word_of_its_own()
    {
        var actions = Enum.GetValues<EventAction>();
        Assert.Equal(actions.Length, actions.Select(a => Encoding.ASCII.GetString(a.Word)).Distinct(StringComparer.Ordinal).Count());
        Assert.All(actions, a => Assert.Equal(a.ToString().ToLowerInvariant(), Encoding.ASCII.GetString(a.Word)));
    }
}
