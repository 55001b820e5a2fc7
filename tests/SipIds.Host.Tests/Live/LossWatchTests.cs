using SipIds.Host.Live;

namespace SipIds.Host.Tests.Live;

public sealed class LossWatchTests
{
    [Fact]
    public void Why_frames_cannot_be_sent_on_is_said()
    {
        var said = new List<string>();
        var watch = new LossWatch(new StoppedClock(), said.Add);
        watch.Look(new("ta:tb", new() { SendErrors = 3, SendFault = "a frame is longer than tb takes; give both interfaces the same MTU" }));
        watch.Finish();
        Assert.Equal(["ta:tb: frames cannot be sent on: a frame is longer than tb takes; give both interfaces the same MTU.", "ta:tb: 3 frames could not be sent on."], said);
    }
}
