using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SipIds.Capture.Native;

namespace SipIds.Capture.NfQueue;

/// <summary>Says in a sentence why a queue cannot be read.</summary>
[SupportedOSPlatform("linux")]
internal static class QueueFault
{
    private const int NoSuchFamily = 97; // EAFNOSUPPORT
    private const int NoSuchProtocol = 93; // EPROTONOSUPPORT

    public static IOException OnOpen(ushort queue, int error) => new(error switch
    {
        NetlinkCalls.Invalid or NetlinkCalls.NotSupported or NoSuchFamily or NoSuchProtocol =>
            $"Queue {queue} cannot be opened: this kernel has no NFQUEUE (nfnetlink_queue).",
        _ => $"Queue {queue} cannot be opened: {Reason(error)}.",
    });

    public static IOException OnRight(ushort queue, int error) => error == NetlinkCalls.NotPermitted
        ? new($"Queue {queue} cannot be opened: that takes the right CAP_NET_ADMIN, which root has.")
        : OnOpen(queue, error);

    // Who lacks the right has been told before: then the kernel says the same of a queue that is another's.
    public static IOException OnBind(ushort queue, int error) => error is NetlinkCalls.NotPermitted or NetlinkCalls.Busy
        ? new($"Queue {queue} is taken by another program or another run of sipids.")
        : OnOpen(queue, error);

    public static IOException OnRead(ushort queue, int error) => new($"Queue {queue} cannot be read on: {Reason(error)}.");

    public static IOException OnVerdict(ushort queue, int error) => new($"Queue {queue} takes no verdicts any more: {Reason(error)}.");

    private static string Reason(int error) => Marshal.GetPInvokeErrorMessage(error);
}
