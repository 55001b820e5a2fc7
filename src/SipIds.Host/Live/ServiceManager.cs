using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SipIds.Host.Live;

/// <summary>Tells systemd how we are, where it started us (sd_notify): a line each over the datagram socket that <c>NOTIFY_SOCKET</c> names.</summary>
internal sealed class ServiceManager : IDisposable
{
    private readonly Socket? _socket;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pingInterval;
    private readonly Lock _lock = new();
    private long _lastPing;

    public ServiceManager(Func<string, string?> environment, TimeProvider time)
    {
        _time = time;
        _socket = Connect(environment("NOTIFY_SOCKET"));
        var isOurs = environment("WATCHDOG_PID") is not { Length: > 0 } pid || string.Equals(pid, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        _pingInterval = isOurs && long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds) / 4
            : TimeSpan.MaxValue;
    }

    public void Ready(string status) => Send($"READY=1\nSTATUS={status}");

    public void Reloading() => Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={_time.GetTimestamp() / (_time.TimestampFrequency / 1_000_000)}"));

    public void Stopping() => Send("STOPPING=1");

    /// <summary>Says that we are alive, as often as it was asked for.</summary>
    public void Ping()
    {
        if (_time.GetElapsedTime(_lastPing) >= _pingInterval)
        {
            _lastPing = _time.GetTimestamp();
            Send("WATCHDOG=1");
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _socket?.Dispose();
        }
    }

    // A name that begins with @ stands for one in the abstract namespace, whose first byte is 0.
    private static Socket? Connect(string? path)
    {
        if (path is not ['/' or '@', ..])
        {
            return null;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? $"\0{path[1..]}" : path));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private void Send(string message)
    {
        lock (_lock)
        {
            try
            {
                _ = _socket?.Send(Encoding.UTF8.GetBytes(message));
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // Whoever does not listen is not told.
            }
        }
    }
}
