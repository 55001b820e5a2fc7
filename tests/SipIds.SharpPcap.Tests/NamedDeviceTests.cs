using SipIds.Packets.Sources;
using SipIds.Settings;

namespace SipIds.SharpPcap.Tests;

/// <summary>Devices as <c>--source sharppcap:NAME</c> names them.</summary>
public sealed class NamedDeviceTests
{
    [Theory]
    [InlineData("en0")]
    [InlineData("Intel(R) Ethernet Connection")]
    public void A_device_is_found_by_its_name_and_by_what_Windows_shows(string name)
    {
        using var first = new ScriptedDevice { Name = "lo0", Description = "Loopback" };
        using var second = new ScriptedDevice { Name = "en0", Description = "Intel(R) Ethernet Connection" };
        Assert.Same(second, DeviceNamed.Find(name, [first, second]));
    }

    [Fact]
    public void A_name_goes_before_the_description_of_another()
    {
        using var first = new ScriptedDevice { Name = "lo0", Description = "en0" };
        using var second = new ScriptedDevice { Name = "en0", Description = "lo0" };
        Assert.Same(second, DeviceNamed.Find("en0", [first, second]));
    }

    [Fact]
    public void Where_the_name_is_wrong_those_that_there_are_are_said()
    {
        using var first = new ScriptedDevice { Name = "lo0" };
        using var second = new ScriptedDevice { Name = "en0" };
        Assert.Equal("There is no interface 'eth0'; there are lo0, en0.", Assert.Throws<IOException>(() => DeviceNamed.Find("eth0", [first, second])).Message);
    }

    [Fact]
    public void Where_this_user_sees_none_that_is_said() =>
        Assert.Equal("There is no interface 'eth0', and none that this user may watch.", Assert.Throws<IOException>(() => DeviceNamed.Find("eth0", [])).Message);

    [Fact]
    public void The_settings_of_a_run_are_those_of_the_device()
    {
        var options = SharpPcapOptions.Of(new() { Promiscuous = false, Ring = ByteSize.FromKiB(4096), BlockTimeout = TimeSpan.FromMilliseconds(5) });
        Assert.Equal((false, ByteSize.FromKiB(4096), TimeSpan.FromMilliseconds(5)), (options.Promiscuous, options.KernelBuffer, options.ReadTimeout));
        Assert.Null(options.Fault);
    }

    [Fact]
    public void A_device_is_read_by_one_worker() =>
        Assert.Throws<ArgumentException>("request", () => SharpPcapSource.Open(new SourceRequest { Target = "en0", Workers = 2 }));
}
