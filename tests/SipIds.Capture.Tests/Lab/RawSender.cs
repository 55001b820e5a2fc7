using System.Buffers.Binary;
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

    /// <summary>Sends a frame of UDP over IPv4 that leaves its checksum to the card: in its place stands the sum over the pseudo header.</summary>
    public void SendWithoutChecksum(byte[] frame, int start, int offset)
    {
        var sum = frame.Length - start + 17;
        for (var i = start - 8; i < start; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(i));
        }

        byte[] unfinished = [.. new byte[VirtioHeader.Size], .. frame];
        BinaryPrimitives.WriteUInt16BigEndian(unfinished.AsSpan(VirtioHeader.Size + start + offset), (ushort)((sum & 0xFFFF) + (sum >> 16)));
        var header = new VirtioHeader { Flags = VirtioHeader.NeedsChecksum, ChecksumStart = (ushort)start, ChecksumOffset = (ushort)offset };
        MemoryMarshal.Write(unfinished, header);
        _socket.Set(PacketSockets.VirtioHeader, 1, "test");
        Send(unfinished);
    }

    public void Dispose() => _socket.Dispose();
}
