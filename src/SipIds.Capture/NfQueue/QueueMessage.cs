using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SipIds.Packets;

namespace SipIds.Capture.NfQueue;

/// <summary>Reads what the kernel sends to the reader of a queue. Whatever the bytes are, nothing is read beyond them.</summary>
internal static class QueueMessage
{
    /// <summary>Reads a packet out of a datagram, which holds one message.</summary>
    /// <param name="datagram">What was received.</param>
    /// <param name="packet">The packet; if its bytes are not whole, those that are there.</param>
    /// <returns>Whether the message is a packet that has an id, without which there is no verdict.</returns>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out QueuedPacket packet)
    {
        packet = default;
        var body = BodyOf(datagram, QueueProtocol.Packet);
        var attributes = body.Length > QueueProtocol.FamilyLength ? body[QueueProtocol.FamilyLength..] : default;
        var hasId = false;
        while (attributes.Length >= QueueProtocol.AttributeHeader)
        {
            var value = TakeAttribute(ref attributes, out var type);
            hasId |= Read(type, value, ref packet);
        }

        packet.OriginalLength = Math.Max(packet.OriginalLength, packet.Bytes.Length);
        return hasId;
    }

    /// <summary>The answer to a request: the error number of Linux, 0 if it was granted, null if the datagram is no answer.</summary>
    public static int? ReadAnswer(ReadOnlySpan<byte> datagram)
    {
        var body = BodyOf(datagram, QueueProtocol.Error);
        return body.Length >= sizeof(int) ? unchecked(-MemoryMarshal.Read<int>(body)) : null;
    }

    // What follows the header, up to where the message ends; empty if it is of another type.
    private static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> datagram, ushort type)
    {
        if (datagram.Length < QueueProtocol.HeaderLength || MemoryMarshal.Read<ushort>(datagram[4..]) != type)
        {
            return default;
        }

        var claimed = Math.Max(MemoryMarshal.Read<uint>(datagram), QueueProtocol.HeaderLength);
        return datagram[QueueProtocol.HeaderLength..(int)Math.Min(claimed, (uint)datagram.Length)];
    }

    // One that claims less than its header is the last.
    private static ReadOnlySpan<byte> TakeAttribute(scoped ref ReadOnlySpan<byte> attributes, out int type)
    {
        var attribute = attributes;
        int claimed = MemoryMarshal.Read<ushort>(attribute);
        var length = Math.Min(Math.Max(claimed, QueueProtocol.AttributeHeader), attribute.Length);

        // The two highest bits say how the value is written.
        type = MemoryMarshal.Read<ushort>(attribute[2..]) & 0x3FFF;
        attributes = claimed < QueueProtocol.AttributeHeader ? default : attribute[Math.Min(QueueProtocol.Align(length), attribute.Length)..];
        return attribute[QueueProtocol.AttributeHeader..length];
    }

    // Returns whether the value was the packet's id.
    private static bool Read(int attribute, ReadOnlySpan<byte> value, ref QueuedPacket packet)
    {
        switch (attribute)
        {
            case QueueProtocol.PacketHeader when value.Length >= sizeof(uint):
                packet.Id = BinaryPrimitives.ReadUInt32BigEndian(value);
                return true;
            case QueueProtocol.Time when value.Length >= 16:
                packet.Time = Timestamp.FromUnix(BinaryPrimitives.ReadInt64BigEndian(value), unchecked(BinaryPrimitives.ReadInt64BigEndian(value[8..]) * 1_000));
                break;
            case QueueProtocol.InputDevice when value.Length >= sizeof(uint):
                packet.Ingress = BinaryPrimitives.ReadInt32BigEndian(value);
                break;
            case QueueProtocol.Payload:
                packet.Bytes = value;
                break;
            case QueueProtocol.WholeLength when value.Length >= sizeof(uint):
                packet.OriginalLength = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(value), int.MaxValue);
                break;
            case QueueProtocol.State when value.Length >= sizeof(uint):
                packet.IsUnchecked = (BinaryPrimitives.ReadUInt32BigEndian(value) & QueueProtocol.ChecksumNotVerified) != 0;
                break;
            default:
                break;
        }

        return false;
    }
}
