using SipIds.Events;
using SipIds.Host.Outputs;

namespace SipIds.Host.Tests.Live;

public sealed class OutputWatchTests : IDisposable
{
    private readonly List<string> _said = [];
    private readonly OutputWatch _watch = new();
    private readonly Disk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_line_that_fits_onto_a_full_disk_is_no_end_of_it()
    {
        Look("no space", lost: 1, times: 3);
        Look(null, lost: 9, times: 4);
        Look("no space", lost: 20, times: 2);
        Assert.Equal(["no space; what cannot be written is counted."], _said);
    }

    [Fact]
    public void What_was_lost_in_all_is_said_when_there_is_room_for_a_while()
    {
        Look("no space", lost: 1);
        Look(null, lost: 9, times: 4);
        Look("no space", lost: 20);
        Look(null, lost: 30, times: 6);
        Assert.Equal(["no space; what cannot be written is counted.", "EVE log is written again; 29 alerts were lost."], _said);
    }

    private void Look(string? fault, long lost, int times = 1)
    {
        (_disk.Fault, _disk.Lost) = (fault, lost);
        for (var look = 0; look < times; look++)
        {
            _watch.Look([_disk], _said.Add);
        }
    }

    private sealed class Disk : IEventOutput
    {
        public string Name => "EVE log";

        public long Lost { get; set; }

        public string? Fault { get; set; }

        public void Write(in Alert alert, in SipPacket packet)
        {
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
