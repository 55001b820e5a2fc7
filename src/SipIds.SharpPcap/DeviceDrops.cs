using System.Runtime.InteropServices;
using SharpPcap;
using SharpPcap.LibPcap;

namespace SipIds.SharpPcap;

/// <summary>The 32-bit numbers of frames lost, as a device counts them.</summary>
/// <param name="ForWantOfRoom">By the kernel or driver, whose buffer was full.</param>
/// <param name="ByInterface">By the interface itself.</param>
internal readonly record struct DeviceDrops(uint ForWantOfRoom, uint ByInterface)
{
    // SharpPcap 6.3.1 takes the three numbers of pcap_stats(3) for as wide as a pointer, and so loses the drops on 64-bit Unix.
    private static readonly StatsFunction? s_stats = OperatingSystem.IsWindows() ? null : FindStats();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int StatsFunction(PcapHandle handle, out PcapStat statistics);

    [StructLayout(LayoutKind.Sequential)]
    private struct PcapStat
    {
        public uint Received;
        public uint Dropped;
        public uint DroppedByInterface;
    }

    /// <summary>Asks the device; null where it does not know.</summary>
    /// <exception cref="PcapException">The device is gone.</exception>
    /// <exception cref="ObjectDisposedException">The device was closed.</exception>
    public static DeviceDrops? Of(ICaptureDevice device)
    {
        if (device is LibPcapLiveDevice { Opened: true } live && s_stats is not null)
        {
            return s_stats(live.Handle, out var counted) == 0 ? new(counted.Dropped, counted.DroppedByInterface) : null;
        }

        return device.Statistics is { } statistics ? new(statistics.DroppedPackets, statistics.InterfaceDroppedPackets) : null;
    }

    // The library that SharpPcap has loaded, found again by the same names.
    private static StatsFunction? FindStats()
    {
        string[] names = OperatingSystem.IsMacOS() ? ["libpcap.dylib"] : ["libpcap.so", "libpcap.so.0", "libpcap.so.0.8", "libpcap.so.1"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library) && NativeLibrary.TryGetExport(library, "pcap_stats", out var function))
            {
                return Marshal.GetDelegateForFunctionPointer<StatsFunction>(function);
            }
        }

        return null;
    }
}
