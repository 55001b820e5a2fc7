using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SipIds.Capture.AfPacket;
using SipIds.Capture.Bridge;
using SipIds.Capture.NfQueue;
using SipIds.Capture.PcapFile;

namespace SipIds.Capture.Tests;

/// <summary>What is of Linux alone is marked so, and then the analyzer lets nobody use it where the system may be another (CA1416).</summary>
public sealed class PlatformTests
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Whatever_calls_the_system_is_marked()
    {
        var calls = typeof(CaptureFile).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(All))
            .Where(method => method.IsDefined(typeof(DllImportAttribute)) || method.IsDefined(typeof(LibraryImportAttribute)))
            .ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.True(IsOfLinux(call), $"{call.DeclaringType} {call.Name}"));
    }

    [Theory]
    [InlineData(typeof(AfPacketSource))]
    [InlineData(typeof(BridgeSource))]
    [InlineData(typeof(NfQueueSource))]
    public void A_source_of_the_kernel_is_marked(Type source) => Assert.True(IsOfLinux(source));

    [Fact]
    public void Captures_are_read_everywhere()
    {
        var readers = typeof(CaptureFile).Assembly.GetTypes().Where(type => type.Namespace == typeof(CaptureFile).Namespace).ToList();
        Assert.NotEmpty(readers);
        Assert.DoesNotContain(readers, IsOfLinux);
    }

    private static bool IsOfLinux(MemberInfo member) =>
        member.GetCustomAttributes<SupportedOSPlatformAttribute>().Any(platform => platform.PlatformName == "linux")
        || (member.DeclaringType is { } outer && IsOfLinux(outer));
}
