using System.Net.Sockets;

namespace SipIds.Host.Locks;

/// <summary>Something of the network that one run at a time may have: an interface of a bridge, a port that rules queue. Each network namespace has its own.</summary>
/// <param name="Name">What it is, among all runs.</param>
/// <param name="Refusal">What a person is told where another run has it, in a sentence.</param>
internal sealed record NetworkUse(string Name, string Refusal)
{
    public static NetworkUse OfBridge(string interfaceName) => new($"bridge {interfaceName}",
        $"'{interfaceName}' belongs to the bridge of another run of sipids; each frame would cross twice.");

    public static NetworkUse OfRules(int port) => new($"rules {port}",
        $"Another run of sipids has set the firewall's rules for port {port}, and two take the packets from each other; give its --queue more queues, or end it.");

    /// <summary>Takes it until what is returned is disposed of, or the process ends.</summary>
    /// <returns>Null where the kernel has no such names.</returns>
    /// <exception cref="IOException">Another run has it.</exception>
    public IDisposable? Take()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // An abstract name: no file, any user, one namespace, gone with the process.
            socket.Bind(new UnixDomainSocketEndPoint($"\0sipids {Name}"));
            return socket;
        }
        catch (SocketException fault) when (fault.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new IOException(Refusal, fault);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
