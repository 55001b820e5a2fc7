using SipIds.Events;

namespace SipIds.Core.Tests.Events;

public class EventDescriptorTests
{
    private static readonly EventDescriptor s_bare = new(Gid.FirstPlugin, 1, "foreign", Severity.Low, EventAction.Alert, "One.");

    [Fact]
    public void What_a_drop_hits_may_be_left_out()
    {
        Assert.Empty(s_bare.Drop);
        Assert.Empty(s_bare.FalseAlarm);
        Assert.Empty(s_bare.Settings);
    }

    [Fact]
    public void A_copy_keeps_what_is_said_of_the_event()
    {
        var told = s_bare with { Drop = DropReach.Message, Settings = ["limits.field"], FalseAlarm = "None is known." };

        Assert.Equal(told, told with { Name = "foreign" });
        Assert.NotEqual(told, s_bare);
    }
}
