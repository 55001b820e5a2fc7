using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SipIds.LiveTests.Lab;

/// <summary>A connection from the caller to the callee's SIP port.</summary>
internal sealed class TwoEnds : IDisposable
{
    private const int Patience = 10_000;
    private const int TcpInformation = 11;
    private const int TotalRetransmissions = 100;

    private readonly Socket _caller;
    private readonly Socket _callee;

    public TwoEnds(CallLab lab)
    {
        using var listener = lab.Network.In(CallLab.Callee, NewSocket);
        listener.Bind(new IPEndPoint(IPAddress.Parse(lab.CalleeAddress), 5060));
        listener.Listen();
        _caller = lab.Network.In(CallLab.Caller, NewSocket);
        _caller.Connect(listener.LocalEndPoint!);
        _callee = listener.Accept();
        _caller.NoDelay = true;
        _caller.ReceiveTimeout = _callee.ReceiveTimeout = Patience;
    }

    /// <summary>What the callee can read.</summary>
    public int Available => _callee.Available;

    /// <summary>How often the caller's kernel has sent something again (tcp_info.tcpi_total_retrans).</summary>
    public uint Retransmissions
    {
        get
        {
            Span<byte> information = stackalloc byte[TotalRetransmissions + sizeof(uint)];
            _ = _caller.GetRawSocketOption((int)SocketOptionLevel.Tcp, TcpInformation, information);
            return BinaryPrimitives.ReadUInt32LittleEndian(information[TotalRetransmissions..]);
        }
    }

    /// <summary>Sends one segment.</summary>
    public void Send(byte[] bytes) => Assert.Equal(bytes.Length, _caller.Send(bytes));

    /// <summary>What arrives at the callee.</summary>
    public string Receive(int count)
    {
        var bytes = new byte[count];
        for (var length = 0; length < count;)
        {
            var received = _callee.Receive(bytes.AsSpan(length));
            Assert.NotEqual(0, received);
            length += received;
        }

        return Encoding.ASCII.GetString(bytes);
    }

    /// <summary>What still arrives at the callee, and how that ends.</summary>
    public (string Text, SocketError Error) ReceiveToEnd()
    {
        var text = new StringBuilder();
        var bytes = new byte[4096];
        SocketError error;
        int received;
        while ((received = _callee.Receive(bytes, 0, bytes.Length, SocketFlags.None, out error)) > 0)
        {
            text.Append(Encoding.ASCII.GetString(bytes, 0, received));
        }

        return (text.ToString(), error);
    }

    /// <summary>How the connection ends for the caller.</summary>
    public SocketError WaitForCallersEnd()
    {
        _ = _caller.Receive(new byte[16], 0, 16, SocketFlags.None, out var error);
        return error;
    }

    public void Dispose()
    {
        _caller.Dispose();
        _callee.Dispose();
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
