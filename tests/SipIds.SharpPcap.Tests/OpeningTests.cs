using SharpPcap;
using SharpPcap.LibPcap;
using SipIds.Settings;

namespace SipIds.SharpPcap.Tests;

public sealed class OpeningTests
{
    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        CaptureLibrary.Need();
        var fault = Assert.Throws<IOException>(() => SharpPcapSource.Open(new CaptureFileReaderDevice("/nowhere/calls.pcap")));
        Assert.StartsWith("'/nowhere/calls.pcap' cannot be opened: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("No such file or directory.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_filter_is_named_and_the_device_closed()
    {
        CaptureLibrary.Need();
        using var device = new CaptureFileReaderDevice(Seen.Capture("svcrack.pcap"));
        var fault = Assert.Throws<IOException>(() => SharpPcapSource.Open(device, new() { Filter = "udp prot 5060" }));
        Assert.StartsWith("The filter 'udp prot 5060' is not understood by '", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("syntax error.", fault.Message, StringComparison.Ordinal);
        Assert.False(device.Opened);
    }

    [Fact]
    public void A_link_that_the_decoder_does_not_read_is_named_and_the_device_closed()
    {
        CaptureLibrary.Need();
        using var folder = new Scratch();
        var file = File.ReadAllBytes(Seen.Capture("svmap_ipv6.pcap"));
        file[20] = 127;
        using var device = new CaptureFileReaderDevice(folder.Write(file));
        var fault = Assert.Throws<IOException>(() => SharpPcapSource.Open(device));
        Assert.EndsWith("test.pcap' gives frames of link type Ieee80211RadioTap, which carries neither Ethernet nor plain IP packets.", fault.Message, StringComparison.Ordinal);
        Assert.False(device.Opened);
    }

    [Fact]
    public void Open_takes_no_device_that_is_open_and_Attach_none_that_is_not()
    {
        CaptureLibrary.Need();
        using var device = new CaptureFileReaderDevice(Seen.Capture("svcrack.pcap"));
        Assert.Throws<ArgumentException>(() => SharpPcapSource.Attach(device));
        device.Open(new DeviceConfiguration());
        Assert.Throws<ArgumentException>(() => SharpPcapSource.Open(device));
        Assert.True(device.Opened);
    }

    [Fact]
    public void A_device_that_captures_by_itself_is_refused()
    {
        using var device = new ScriptedDevice { Started = true };
        Assert.Contains("stop it first", Assert.Throws<ArgumentException>(() => SharpPcapSource.Attach(device)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 4096, 1)]
    [InlineData(64, 0, 4096, 1)]
    [InlineData(64, 1, 4095, 1)]
    [InlineData(64, 1, 4096, 0)]
    [InlineData(64, 1, 4096, 10_001)]
    public void Options_that_no_device_could_take_are_refused(long snap, long kernel, long backlog, int timeout)
    {
        var options = new SharpPcapOptions
        {
            SnapLength = new(snap),
            KernelBuffer = new(kernel),
            Backlog = new(backlog),
            ReadTimeout = TimeSpan.FromMilliseconds(timeout),
        };
        Assert.Throws<ArgumentException>("options", () => SharpPcapSource.Open(new ScriptedDevice(), options));
    }

    [Fact]
    public void The_smallest_options_are_taken()
    {
        var options = new SharpPcapOptions { SnapLength = new(64), KernelBuffer = new(1), Backlog = ByteSize.FromKiB(4), ReadTimeout = TimeSpan.FromMilliseconds(1) };
        using var device = new ScriptedDevice();
        using var source = SharpPcapSource.Open(device, options);
        Assert.Equal((64, 1, TimestampResolution.Nanosecond), (device.Opened!.Snaplen, device.Opened.ReadTimeout, device.Opened.TimestampResolution));
    }

    public static TheoryData<Exception> MissingLibraries =>
    [
        new DllNotFoundException("Unable to load shared library 'wpcap'."),
        new TypeInitializationException("SharpPcap.Pcap", new DllNotFoundException("Unable to load shared library 'wpcap'.")),
        new EntryPointNotFoundException("Unable to find an entry point named 'pcap_create' in shared library 'wpcap'."),
    ];

    [Theory]
    [MemberData(nameof(MissingLibraries))]
    public void Where_there_is_no_capture_library_it_is_said_what_to_install(Exception thrown)
    {
        using var device = new ScriptedDevice { OnOpen = () => throw thrown };
        var fault = Assert.Throws<IOException>(() => SharpPcapSource.Open(device));
        Assert.Equal("'scripted0' cannot be opened without a capture library: install Npcap on Windows, libpcap elsewhere.", fault.Message);
    }

    [Fact]
    public void A_driver_that_cannot_open_is_quoted()
    {
        using var device = new ScriptedDevice { OnOpen = () => throw new PlatformNotSupportedException("No monitor mode.") };
        Assert.Equal("'scripted0' cannot be opened: No monitor mode.", Assert.Throws<IOException>(() => SharpPcapSource.Open(device)).Message);
        Assert.True(device.IsClosed);
    }
}
