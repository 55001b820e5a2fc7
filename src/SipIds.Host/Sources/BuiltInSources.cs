using SipIds.Capture.AfPacket;
using SipIds.Packets.Sources;
using SipIds.SharpPcap;

namespace SipIds.Host.Sources;

/// <summary>The sources that come with the product.</summary>
internal static class BuiltInSources
{
    /// <summary>Adds those that this system has; the first is the one of <c>-i</c>.</summary>
    public static SourceRegistry Register(SourceRegistry registry)
    {
        if (OperatingSystem.IsLinux())
        {
            registry.Add<AfPacketSource>();
        }

        return registry.Add<SharpPcapSource>();
    }
}
