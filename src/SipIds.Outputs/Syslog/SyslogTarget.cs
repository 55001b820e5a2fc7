using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SipIds.Outputs.Syslog;

/// <summary>Where syslog messages go, as <c>outputs.syslog.target</c> says it.</summary>
public sealed record SyslogTarget
{
    // What sun_path of unix(7) holds, without the zero at its end.
    private const int MaxPath = 107;

    private SyslogTarget(ProtocolType protocol, string address, int port) => (Protocol, Address, Port) = (protocol, address, port);

    /// <summary>UDP, TCP, or for a local socket <see cref="ProtocolType.Unspecified"/>.</summary>
    public ProtocolType Protocol { get; }

    /// <summary>A host's name or address, or the path of a local socket.</summary>
    public string Address { get; }

    /// <summary>The port; 0 for a local socket.</summary>
    public int Port { get; }

    /// <summary>Reads a target.</summary>
    /// <exception cref="IOException">It is none; the message is a sentence for a person.</exception>
    public static SyslogTarget Parse(string text) =>
        TryParse(text, out var target) ? target : throw new IOException($"outputs.syslog.target: '{text}' is neither udp:HOST:PORT nor tcp:HOST:PORT nor unix:PATH.");

    /// <summary>Reads a target; false if the text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SyslogTarget? target)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (head, colon) = (text.IndexOf(':', StringComparison.Ordinal), text.LastIndexOf(':'));
        var protocol = head < 0 ? "" : text[..head];
        if (text.StartsWith("unix:/", StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(text) <= "unix:".Length + MaxPath)
        {
            target = new(ProtocolType.Unspecified, text["unix:".Length..], 0);
        }
        else if (protocol is "udp" or "tcp" && colon > head + 1 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
        {
            target = new(protocol is "udp" ? ProtocolType.Udp : ProtocolType.Tcp, text[(head + 1)..colon].Trim('[', ']'), port);
        }
        else
        {
            target = null;
        }

        return target is not null;
    }

    /// <summary>A connected socket.</summary>
    /// <exception cref="SocketException">There is no way to the target now.</exception>
    internal Socket Connect(TimeSpan patience)
    {
        if (Protocol is ProtocolType.Unspecified)
        {
            return Connected(new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(Address), patience);
        }

        SocketException? reason = null;
        foreach (var address in IPAddress.TryParse(Address, out var literal) ? [literal] : Dns.GetHostAddresses(Address))
        {
            try
            {
                var type = Protocol is ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream;
                return Connected(new(address.AddressFamily, type, Protocol), new IPEndPoint(address, Port), patience);
            }
            catch (SocketException fault)
            {
                reason = fault;
            }
        }

        throw reason ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static Socket Connected(Socket socket, EndPoint target, TimeSpan patience)
    {
        try
        {
            socket.SendTimeout = (int)patience.TotalMilliseconds;
            using var limit = new CancellationTokenSource(patience);
            socket.ConnectAsync(target, limit.Token).AsTask().GetAwaiter().GetResult();
            return socket;
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw fault as SocketException ?? new SocketException((int)SocketError.TimedOut);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Protocol switch
    {
        ProtocolType.Udp => $"udp:{Server}",
        ProtocolType.Tcp => $"tcp:{Server}",
        _ => $"unix:{Address}",
    };

    private string Server => string.Create(CultureInfo.InvariantCulture, $"{(Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]" : Address)}:{Port}");
}
