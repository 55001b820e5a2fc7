using SharpPcap;

namespace SipIds.SharpPcap.Tests;

/// <summary>What an interface may do to its source.</summary>
public sealed class InterfaceTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Where_no_frame_is_nothing_waits_but_Wait()
    {
        using var device = new ScriptedDevice();
        using var source = SharpPcapSource.Open(device);
        Assert.False(source.TryRead(out _));
        Assert.False(source.Wait(TimeSpan.Zero));
        Assert.False(source.Wait(TimeSpan.FromMilliseconds(50)));
        device.Frame();
        Assert.True(source.Wait(s_patience));
        Assert.True(source.TryRead(out var frame));
        Assert.Equal((1, 60, 60), (frame.Number, frame.Bytes.Length, frame.OriginalLength));
        Assert.Equal(1, source.Counters.Received);
    }

    [Fact]
    public void A_reader_that_is_slow_makes_the_fetching_wait_and_loses_nothing()
    {
        using var device = new ScriptedDevice();
        using var source = SharpPcapSource.Open(device, new() { Backlog = new(4096) });
        for (var number = 1; number <= 200; number++)
        {
            device.Frame(1000);
        }

        Assert.True(source.Wait(s_patience));
        for (var number = 1; number <= 200; number++)
        {
            Assert.True(source.Wait(s_patience));
            Assert.True(source.TryRead(out var frame));
            Assert.Equal((number, 1000, (byte)number), (frame.Number, frame.Bytes.Length, frame.Bytes[999]));
            Assert.InRange(device.Fetched, number, number + 6);
        }
    }

    [Fact]
    public void A_frame_longer_than_the_backlog_is_cut_and_says_so()
    {
        using var device = new ScriptedDevice();
        using var source = SharpPcapSource.Open(device, new() { Backlog = new(4096) });
        device.Frame(9000);
        Assert.True(source.Wait(s_patience));
        Assert.True(source.TryRead(out var frame));
        Assert.Equal((2048, 9000), (frame.Bytes.Length, frame.OriginalLength));
    }

    [Fact]
    public void An_error_is_told_after_the_last_frame()
    {
        using var device = new ScriptedDevice();
        using var source = SharpPcapSource.Open(device);
        device.Frame();
        device.Say(GetPacketStatus.Error);
        Assert.True(source.Wait(s_patience));
        Assert.True(source.TryRead(out _));
        Assert.Equal("'scripted0' cannot be read on: the cable was cut.", Assert.Throws<IOException>(() => source.Wait(s_patience)).Message);
        Assert.Throws<IOException>(() => source.TryRead(out _));
    }

    [Fact]
    public void An_exception_of_a_driver_is_told_to_the_reader()
    {
        using var device = new ScriptedDevice();
        using var source = SharpPcapSource.Open(device);
        device.Throw(new InvalidOperationException("the driver was unloaded."));
        Assert.Equal("'scripted0' cannot be read on: the driver was unloaded.", Assert.Throws<IOException>(() => source.Wait(s_patience)).Message);
    }

    [Fact]
    public void An_interface_that_ends_says_so()
    {
        using var device = new ScriptedDevice();
        using var source = SharpPcapSource.Open(device);
        device.Say(GetPacketStatus.NoRemainingPackets);
        Assert.Equal("'scripted0' is at its end.", Assert.Throws<EndOfStreamException>(() => source.Wait(s_patience)).Message);
    }

    [Fact]
    public void Drops_are_counted_over_the_32_bits_of_the_device_and_from_when_it_is_watched()
    {
        using var device = new ScriptedDevice { Statistics = new Numbers { DroppedPackets = uint.MaxValue - 1, InterfaceDroppedPackets = 7 } };
        using var source = SharpPcapSource.Open(device);
        Assert.Equal(0, source.Counters.KernelDrops);
        device.Statistics = new Numbers { DroppedPackets = 3, InterfaceDroppedPackets = 10 };
        Assert.Equal(8, source.Counters.KernelDrops);
        device.Statistics = new Numbers { DroppedPackets = 4, InterfaceDroppedPackets = 10 };
        source.Dispose();
        device.Statistics = null;
        Assert.Equal(9, source.Counters.KernelDrops);
    }

    [Fact]
    public void Disposing_ends_the_fetching_even_if_the_backlog_is_full()
    {
        using var device = new ScriptedDevice();
        var source = SharpPcapSource.Open(device, new() { Backlog = new(4096) });
        for (var number = 1; number <= 10; number++)
        {
            device.Frame(2000);
        }

        Assert.True(source.Wait(s_patience));
        source.Dispose();
        Assert.True(device.IsClosed);
        Assert.InRange(device.Fetched, 1, 4);
    }

    [Fact]
    public void A_device_of_the_caller_is_not_closed()
    {
        using var device = new ScriptedDevice();
        SharpPcapSource.Attach(device).Dispose();
        Assert.False(device.IsClosed);
        Assert.Null(device.Opened);
    }

    private sealed class Numbers : ICaptureStatistics
    {
        public uint ReceivedPackets { get; set; }

        public uint DroppedPackets { get; set; }

        public uint InterfaceDroppedPackets { get; set; }
    }
}
