using SharpPcap;
using SharpPcap.LibPcap;

namespace SipIds.SharpPcap;

/// <summary>What a person calls a device: Windows gives its interfaces an id for a name, and a friendly name beside it.</summary>
internal static class DeviceName
{
    public static string Of(ICaptureDevice device) =>
        device is PcapDevice { Interface.FriendlyName: { Length: > 0 } friendly } ? friendly : device.Name;
}
