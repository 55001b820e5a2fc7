using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SipIds.Capture.Native;

/// <summary>A netlink socket that speaks with netfilter, and with the kernel alone.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class NetlinkSocket : SafeHandleMinusOneIsInvalid
{
    private long _timeout = -1;

    private NetlinkSocket(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Opens one in the network namespace of this thread.</summary>
    /// <param name="error">What the kernel said if null is returned.</param>
    public static NetlinkSocket? TryOpen(out int error)
    {
        var socket = new NetlinkSocket(NetlinkCalls.Socket(NetlinkCalls.AddressFamily, NetlinkCalls.RawCloseOnExec, NetlinkCalls.Netfilter));
        var kernel = new NetlinkAddress { Family = NetlinkCalls.AddressFamily };

        // Connected, it takes messages from nobody but the kernel.
        if (!socket.IsInvalid && NetlinkCalls.Connect(socket, &kernel, sizeof(NetlinkAddress)) == 0)
        {
            error = 0;
            return socket;
        }

        error = Marshal.GetLastPInvokeError();
        socket.Dispose();
        return null;
    }

    /// <summary>Sets an option of one number.</summary>
    /// <returns>The error number; 0 if it is set.</returns>
    public int SetOption(int level, int name, int value) =>
        NetlinkCalls.SetOption(this, level, name, &value, sizeof(int)) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Sends one datagram.</summary>
    /// <returns>The error number; 0 if it is sent.</returns>
    public int Send(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* bytes = datagram)
        {
            while (NetlinkCalls.Send(this, bytes, datagram.Length, 0) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error != NetlinkCalls.Interrupted)
                {
                    return error;
                }
            }
        }

        return 0;
    }

    /// <summary>Receives what is there, at most one datagram a slot.</summary>
    /// <returns>How many slots are filled; minus the error number if none could be.</returns>
    public int Receive(BatchedMessage* slots, int count)
        => Receive(slots, count, NetlinkCalls.DontWait);

    /// <summary>Waits for a datagram, and receives it with what else is there.</summary>
    /// <returns>How many slots are filled; minus the error number if none could be.</returns>
    public int Receive(BatchedMessage* slots, int count, TimeSpan longest)
    {
        SetTimeout(longest);
        return Receive(slots, count, NetlinkCalls.WaitForOne);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => NetlinkCalls.Close((int)handle) == 0;

    private int Receive(BatchedMessage* slots, int count, int flags)
    {
        var received = NetlinkCalls.ReceiveMany(this, slots, (uint)count, flags, null);
        return received >= 0 ? received : -Marshal.GetLastPInvokeError();
    }

    private void SetTimeout(TimeSpan longest)
    {
        // Zero would mean for ever.
        var microseconds = Math.Max(1, (long)longest.TotalMicroseconds);
        if (microseconds == _timeout)
        {
            return;
        }

        var timeout = new SocketTimeout { Seconds = microseconds / 1_000_000, Microseconds = microseconds % 1_000_000 };
        if (NetlinkCalls.SetOption(this, NetlinkCalls.SocketLevel, NetlinkCalls.ReceiveTimeout, &timeout, sizeof(SocketTimeout)) == 0)
        {
            _timeout = microseconds;
        }
    }
}
