using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SipIds.Packets;
using SipIds.Pipeline;

namespace Embedding;

/// <summary>Relays SIP over UDP between clients and one server, but for what the pipeline drops. Each client has a socket of its own towards the server, as behind a NAT.</summary>
public sealed class UdpRelay : IDisposable
{
    private const int MaxClients = 1024;
    private const int MaxDatagram = 65_535;

    private readonly SipIdsPipeline _pipeline;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly IPEndPoint _server;
    private readonly Socket _clients;
    private readonly ConcurrentDictionary<IPEndPoint, Socket> _towardsServer = new();
    private readonly Lock _oneAtATime = new();

    /// <summary>A relay that listens, but relays nothing before <see cref="RunAsync"/>.</summary>
    public UdpRelay(SipIdsPipeline pipeline, IPEndPoint listen, IPEndPoint server)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(server);
        _pipeline = pipeline;
        _server = server;
        _clients = new(listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _clients.Bind(listen);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Listens => (IPEndPoint)_clients.LocalEndPoint!;

    /// <summary>Relays until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var buffer = new byte[MaxDatagram];
        while (await ReceiveAsync(_clients, buffer, stop) is var (length, client))
        {
            if (Passes(buffer.AsSpan(0, length), client, _server) && SocketOf(client, stop) is { } socket)
            {
                await SendAsync(socket, buffer.AsMemory(0, length), _server);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _clients.Dispose();
        foreach (var socket in _towardsServer.Values)
        {
            socket.Dispose();
        }
    }

    // The pipeline judges one message after the other, whoever received it.
    private bool Passes(ReadOnlySpan<byte> message, IPEndPoint source, IPEndPoint target)
    {
        lock (_oneAtATime)
        {
            var now = Timestamp.FromDateTime(_clock.GetUtcNow());
            return _pipeline.Process(message, NetEndpoint.FromIPEndPoint(source), NetEndpoint.FromIPEndPoint(target), now).Verdict is Verdict.Pass;
        }
    }

    // Beyond so many clients nobody new is served: addresses can be forged, and sockets are dear.
    private Socket? SocketOf(IPEndPoint client, CancellationToken stop)
    {
        if (_towardsServer.TryGetValue(client, out var known))
        {
            return known;
        }

        if (_towardsServer.Count >= MaxClients)
        {
            return null;
        }

        var socket = new Socket(_server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(_server.AddressFamily is AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
        _towardsServer[client] = socket;
        _ = AnswerAsync(socket, client, stop);
        return socket;
    }

    private async Task AnswerAsync(Socket socket, IPEndPoint client, CancellationToken stop)
    {
        var buffer = new byte[MaxDatagram];
        while (await ReceiveAsync(socket, buffer, stop) is var (length, sender))
        {
            if (sender.Equals(_server) && Passes(buffer.AsSpan(0, length), _server, client))
            {
                await SendAsync(_clients, buffer.AsMemory(0, length), client);
            }
        }
    }

    // What the network does not take is lost, as datagrams are; the next one may do better.
    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> message, IPEndPoint target)
    {
        try
        {
            await socket.SendToAsync(message, target);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private static async Task<(int Length, IPEndPoint Sender)?> ReceiveAsync(Socket socket, byte[] buffer, CancellationToken stop)
    {
        try
        {
            var anyone = new IPEndPoint(socket.AddressFamily is AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
            var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, stop);
            return (received.ReceivedBytes, (IPEndPoint)received.RemoteEndPoint);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            return null;
        }
    }
}
