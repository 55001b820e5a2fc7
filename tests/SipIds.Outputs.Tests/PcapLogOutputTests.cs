using SipIds.Outputs.PacketLog;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Outputs.Tests;

public sealed class PcapLogOutputTests
{
    [Fact]
    public void A_packet_with_several_events_is_written_once()
    {
        var frames = new FrameList();
        using var output = new PcapLogOutput("alerts.pcapng", frames);

        output.Write(Some.Alert, Some.Packet(Some.Invite, number: 7));
        output.Write(Some.Alert with { Event = Some.NotSip }, Some.Packet(Some.Invite, number: 7));
        output.Write(Some.Alert, Some.Packet(Some.Invite, number: 9));

        Assert.Equal([7, 9], frames.Numbers);
        Assert.Equal(0, output.Lost);
    }

    [Fact]
    public void A_writer_that_fails_is_said_once_and_every_alert_since_the_last_flush_counted()
    {
        var frames = new FrameList();
        using var output = new PcapLogOutput("alerts.pcapng", frames);
        output.Write(Some.Alert, Some.Packet(Some.Invite, number: 1));
        output.Flush();
        output.Write(Some.Alert, Some.Packet(Some.Invite, number: 2));
        frames.IsFull = true;

        output.Write(Some.Alert, Some.Packet(Some.Invite, number: 3));
        output.Write(Some.Alert, Some.Packet(Some.Invite, number: 4));

        Assert.Equal((3, "alerts.pcapng cannot be written: No space left on device"), (output.Lost, output.Fault));
    }

    [Fact]
    public void A_flush_that_fails_counts_what_it_should_have_written()
    {
        var frames = new FrameList();
        using var output = new PcapLogOutput("alerts.pcapng", frames);
        output.Write(Some.Alert, Some.Packet(Some.Invite, number: 1));
        frames.IsFull = true;

        output.Flush();

        Assert.Equal(1, output.Lost);
    }

    [Fact]
    public void Closing_the_output_flushes_and_closes_the_file()
    {
        var frames = new FrameList();

        new PcapLogOutput("alerts.pcapng", frames).Dispose();

        Assert.Equal((1, true), (frames.Flushes, frames.IsClosed));
    }

    private sealed class FrameList : IFrameWriter
    {
        public List<long> Numbers { get; } = [];

        public int Flushes { get; private set; }

        public bool IsFull { get; set; }

        public bool IsClosed { get; private set; }

        public void Write(in CapturedFrame frame)
        {
            FailIfFull();
            Numbers.Add(frame.Number);
        }

        public void Flush()
        {
            FailIfFull();
            Flushes++;
        }

        public void Dispose() => IsClosed = true;

        private void FailIfFull()
        {
            if (IsFull)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
