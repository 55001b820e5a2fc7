using System.Runtime.InteropServices;
using SipIds.Capture.AfPacket;
using SipIds.Capture.Native;
using SipIds.Capture.Tests.Lab;
using SipIds.Packets.Sources;
using SipIds.Testing;

namespace SipIds.Capture.Tests.Bridge;

[Trait("takes", "long")]
public sealed unsafe class SendManyTests
{
    [Fact]
    public void One_call_sends_all_frames_and_says_how_long_each_was()
    {
        using var lab = new NetworkLab("sensor", "peer");
        lab.Connect("sensor", "eth1", "peer", "eth0");
        using var watch = lab.In("peer", () => AfPacketSource.Open("eth0", new() { Filter = CaptureFilter.None }, []));
        using var socket = lab.In("sensor", PacketSocket.Open);
        lab.In("sensor", () => socket.Bind(NetworkDevice.Find(socket, "eth1")));
        byte[][] frames = [.. Enumerable.Range(0, 64).Select(i => FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(new string('x', i)).Build())];
        var pinned = Array.ConvertAll(frames, frame => GCHandle.Alloc(frame, GCHandleType.Pinned));
        var pieces = stackalloc Piece[frames.Length];
        var messages = stackalloc BatchedMessage[frames.Length];
        for (var i = 0; i < frames.Length; i++)
        {
            pieces[i] = new() { Start = (byte*)pinned[i].AddrOfPinnedObject(), Length = (nuint)frames[i].Length };
            messages[i] = new() { Pieces = &pieces[i], PieceCount = 1 };
        }

        var sent = PacketSockets.SendMany(socket, messages, (uint)frames.Length, 0);

        Array.ForEach(pinned, handle => handle.Free());
        Assert.Equal(frames.Length, sent);
        Assert.Equal(frames.Select(frame => (uint)frame.Length), new Span<BatchedMessage>(messages, frames.Length).ToArray().Select(message => message.Length));
        Assert.Equal(frames, Sight.Read(watch, frames.Length).Select(sight => sight.Bytes));
    }
}
