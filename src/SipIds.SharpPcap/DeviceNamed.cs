using SharpPcap;

namespace SipIds.SharpPcap;

/// <summary>The devices of this machine by what people call them.</summary>
internal static class DeviceNamed
{
    /// <summary>The device whose name, friendly name or description this is.</summary>
    /// <exception cref="IOException">There is none, or no capture library; the message is a sentence for a person.</exception>
    public static ILiveDevice Find(string name)
    {
        try
        {
            return Find(name, CaptureDeviceList.New());
        }
        catch (Exception fault) when (DeviceFault.IsOfDevice(fault))
        {
            throw DeviceFault.Opening(name, fault);
        }
    }

    /// <summary>The one of these.</summary>
    public static ILiveDevice Find(string name, IReadOnlyList<ILiveDevice> devices) =>
        devices.FirstOrDefault(device => device.Name == name)
        ?? devices.FirstOrDefault(device => DeviceName.Of(device) == name || device.Description == name)
        ?? throw new IOException(devices.Count == 0
            ? $"There is no interface '{name}', and none that this user may watch."
            : $"There is no interface '{name}'; there are {string.Join(", ", devices.Select(DeviceName.Of))}.");
}
