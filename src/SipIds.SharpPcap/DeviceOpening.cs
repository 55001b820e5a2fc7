using SharpPcap;
using SharpPcap.LibPcap;

namespace SipIds.SharpPcap;

/// <summary>Opens a device as an intrusion detection needs it, and says in a sentence why it cannot.</summary>
internal static class DeviceOpening
{
    /// <exception cref="IOException">It cannot be opened, or the filter is wrong.</exception>
    public static void Open(ICaptureDevice device, SharpPcapOptions options)
    {
        var name = DeviceName.Of(device);
        var configuration = new DeviceConfiguration
        {
            Mode = options.Promiscuous ? DeviceModes.Promiscuous : DeviceModes.None,
            ReadTimeout = (int)options.ReadTimeout.TotalMilliseconds,
            Snaplen = (int)options.SnapLength.Bytes,
            TimestampResolution = TimestampResolution.Nanosecond,

            // For other drivers the number is one of packets.
            BufferSize = device is LibPcapLiveDevice ? (int)options.KernelBuffer.Bytes : null,
        };
        configuration.ConfigurationFailed += (_, failure) => Accept(name, failure);
        try
        {
            device.Open(configuration);
        }
        catch (Exception fault) when (DeviceFault.IsOfDevice(fault))
        {
            throw DeviceFault.Opening(name, fault);
        }

        if (options.Filter is { Length: > 0 } filter)
        {
            SetFilter(device, name, filter);
        }
    }

    // Without nanoseconds there are microseconds, and without a buffer of ours the driver's own.
    private static void Accept(string name, ConfigurationFailedEventArgs failure)
    {
        if (failure.Property is not (nameof(DeviceConfiguration.TimestampResolution) or nameof(DeviceConfiguration.BufferSize)))
        {
            throw new IOException($"'{name}' cannot be opened, {failure.Property} is refused: {failure.Message.Trim().TrimEnd('.')}.");
        }
    }

    private static void SetFilter(ICaptureDevice device, string name, string filter)
    {
        try
        {
            device.Filter = filter;
        }
        catch (PcapException fault)
        {
            throw new IOException($"The filter '{filter}' is not understood by '{name}': {DeviceFault.Clause(fault.Message)}.", fault);
        }
    }
}
