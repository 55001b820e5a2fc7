using SipIds.Preprocessing;

namespace SipIds.Core.Tests.Pipeline;

public sealed class FaultTests
{
    private readonly List<(string Name, long Count, bool Off)> _said = [];
    private int _others;

    [Fact]
    public void One_that_throws_is_named_once_and_again_when_it_is_switched_off()
    {
        var pipeline = new Cast().Add<First>(new() { OnInspect = _ => throw new FormatException("oh") }).Play(maxFaults: 3, onFault: Say);
        Cast.See(pipeline, times: 10);
        Assert.Equal([("first", 1, false), ("first", 3, true)], _said);
        var fault = Assert.Single(pipeline.Faults);
        Assert.Equal((3, true), (fault.Count, fault.IsSwitchedOff));
        Assert.Contains(nameof(FaultTests), fault.First.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void The_packet_at_which_one_throws_goes_on_to_the_others()
    {
        Cast.See(new Cast().Add<First>(new() { OnInspect = _ => throw new FormatException() }).Add<Second>(new() { OnInspect = _ => _others++ }).Play(), times: 5);
        Assert.Equal(5, _others);
    }

    [Fact]
    public void What_throws_while_it_remembers_is_contained_too()
    {
        var pipeline = new Cast().Add<First>(new() { OnObserve = () => throw new FormatException() }).Add<Second>(new() { OnObserve = () => _others++ }).Play();
        Cast.See(pipeline, times: 5);
        Assert.Equal((5, 3), (_others, Assert.Single(pipeline.Faults).Count));
    }

    [Fact]
    public void One_that_was_switched_off_is_not_called_by_the_clock_either()
    {
        var pipeline = new Cast().Add<First>(new() { OnTick = () => throw new FormatException(), OnSummarize = summary => summary.Count("calls", 1) }).Play(maxFaults: 2);
        Cast.See(pipeline, times: 5000);
        Assert.Equal(2, Assert.Single(pipeline.Faults).Count);
        Assert.Empty(pipeline.Summarize());
    }

    [Fact]
    public void A_plugin_that_cannot_be_created_is_named_and_the_rest_runs()
    {
        var pipeline = new Cast().AddPlugin<First>(new() { OnCreate = () => throw new IOException("no file") }).Add<Second>(new() { OnInspect = _ => _others++ }).Play(onFault: Say);
        Cast.See(pipeline);
        Assert.Equal([("first", 1, true)], _said);
        Assert.Equal(1, _others);
    }

    [Fact]
    public void What_is_part_of_the_program_and_cannot_be_created_is_an_error_of_the_program() =>
        Assert.Throws<IOException>(() => new Cast().Add<First>(new() { OnCreate = () => throw new IOException("no file") }).Play());

    private void Say(PluginFault fault) => _said.Add((fault.Name, fault.Count, fault.IsSwitchedOff));
}
