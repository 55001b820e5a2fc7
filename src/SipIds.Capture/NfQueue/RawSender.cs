using System.Net;
using System.Net.Sockets;

namespace SipIds.Capture.NfQueue;

/// <summary>Sends whole IP packets in the names of others, in the network namespace of the thread that made it.</summary>
internal sealed class RawSender : IDisposable
{
    private const int AnyPort = 0;

    private readonly Socket? _version4 = TryOpen(AddressFamily.InterNetwork);
    private readonly Socket? _version6 = TryOpen(AddressFamily.InterNetworkV6);

    /// <summary>Whether it may: that needs CAP_NET_RAW.</summary>
    public bool CanSend => _version4 is not null;

    /// <summary>Sends a packet to the target that stands in it.</summary>
    public void Send(ReadOnlySpan<byte> packet)
    {
        try
        {
            if (packet[0] >> 4 == 4)
            {
                _ = _version4?.SendTo(packet, new IPEndPoint(new IPAddress(packet.Slice(16, 4)), AnyPort));
            }
            else
            {
                _ = _version6?.SendTo(packet, new IPEndPoint(new IPAddress(packet.Slice(24, 16)), AnyPort));
            }
        }
        catch (SocketException)
        {
            // No route to it: the connection is cut all the same, and its ends find out by themselves.
        }
    }

    public void Dispose()
    {
        _version4?.Dispose();
        _version6?.Dispose();
    }

    private static Socket? TryOpen(AddressFamily family)
    {
        try
        {
            // The number of raw IP means that the header is the sender's.
            return new(family, SocketType.Raw, ProtocolType.Raw) { Blocking = false };
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
