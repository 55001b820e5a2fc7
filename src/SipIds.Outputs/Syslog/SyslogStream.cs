using System.Globalization;
using System.Net.Sockets;
using SipIds.Outputs.Streams;

namespace SipIds.Outputs.Syslog;

/// <summary>Sends each alert as one message to a log server: a datagram, or in a TCP stream with its length before it (RFC 6587 §3.4.1).</summary>
/// <remarks>Where there is no way to the server, alerts are lost and counted, and it is tried again at most once a second. It may block for seconds: put a queue before it.</remarks>
public sealed class SyslogStream : IEventStream
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromSeconds(1);

    private readonly SyslogTarget _target;
    private readonly TimeProvider _clock;
    private readonly byte[] _frame = new byte[BufferedEventStream.Capacity + 16];
    private Socket? _socket;
    private long _lastAttempt;

    /// <summary>A stream to a server, which need not be there yet.</summary>
    public SyslogStream(SyslogTarget target, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        _target = target;
        _clock = clock ?? TimeProvider.System;
        Name = $"syslog {target}";
        TryConnect();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost { get; private set; }

    /// <inheritdoc/>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> alert)
    {
        if ((_socket is null && _clock.GetElapsedTime(_lastAttempt) >= s_betweenAttempts && !TryConnect()) || _socket is null || !TrySend(alert))
        {
            Lost++;
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (_socket is null && _clock.GetElapsedTime(_lastAttempt) >= s_betweenAttempts)
        {
            TryConnect();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private bool TryConnect()
    {
        _lastAttempt = _clock.GetTimestamp();
        try
        {
            _socket = _target.Connect(s_patience);
            Fault = null;
            return true;
        }
        catch (SocketException fault)
        {
            Fault = $"{Name} cannot be reached: {fault.Message}";
            return false;
        }
    }

    private bool TrySend(ReadOnlySpan<byte> alert)
    {
        try
        {
            var message = alert.TrimEnd((byte)'\n');
            if (_target.Protocol is ProtocolType.Tcp)
            {
                SendWhole(Framed(message));
            }
            else
            {
                _ = _socket!.Send(message);
            }

            return true;
        }
        catch (SocketException fault)
        {
            Fault = $"{Name} cannot be reached: {fault.Message}";
            _socket!.Dispose();
            _socket = null;
            return false;
        }
    }

    private ReadOnlySpan<byte> Framed(ReadOnlySpan<byte> message)
    {
        _ = message.Length.TryFormat(_frame, out var digits, default, CultureInfo.InvariantCulture);
        _frame[digits] = (byte)' ';
        message.CopyTo(_frame.AsSpan(digits + 1));
        return _frame.AsSpan(0, digits + 1 + message.Length);
    }

    private void SendWhole(ReadOnlySpan<byte> frame)
    {
        while (!frame.IsEmpty)
        {
            frame = frame[_socket!.Send(frame)..];
        }
    }
}
