using System.Runtime.InteropServices;
using SipIds.Capture.Native;

namespace SipIds.Capture.Tests.Lab;

/// <summary>Sends frames out of an interface as they are.</summary>
internal sealed unsafe class RawSender : IDisposable
{
    private readonly PacketSocket _socket = PacketSocket.Open();

    public RawSender(string interfaceName)
    {
        var device = NetworkDevice.Find(_socket, interfaceName);
        _socket.Set(PacketSockets.IgnoreOutgoing, 1, "test");
        _socket.Bind(device);
    }

    public void Send(params byte[][] frames)
    {
        foreach (var frame in frames)
        {
            fixed (byte* start = frame)
            {
                var piece = new Piece { Start = start, Length = (nuint)frame.Length };
                var message = new BatchedMessage { Pieces = &piece, PieceCount = 1 };
                Assert.True(PacketSockets.SendMany(_socket, &message, 1, 0) == 1, Marshal.GetLastPInvokeErrorMessage());
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
