using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SipIds.Capture.NfQueue;

/// <summary>Writes what a reader says to its queue: messages one behind the other, to be sent as one datagram.</summary>
internal ref struct QueueRequest
{
    private readonly Span<byte> _buffer;
    private readonly ushort _queue;
    private int _start;
    private int _length;

    /// <param name="buffer">Where it is written; too small a one is the caller's mistake.</param>
    /// <param name="queue">The queue that it is for.</param>
    public QueueRequest(Span<byte> buffer, ushort queue)
    {
        _buffer = buffer;
        _queue = queue;
    }

    /// <summary>What is written so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Begins a message; its attributes follow.</summary>
    public void Begin(ushort type, ushort flags = 0)
    {
        _start = _length;
        var header = Take(QueueProtocol.HeaderLength + QueueProtocol.FamilyLength);
        MemoryMarshal.Write(header[4..], type);
        MemoryMarshal.Write(header[6..], (ushort)(QueueProtocol.Request | flags));
        BinaryPrimitives.WriteUInt16BigEndian(header[(QueueProtocol.HeaderLength + 2)..], _queue);
        Close();
    }

    /// <summary>Adds an attribute of one number.</summary>
    public void Add(ushort type, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(AddAttribute(type, sizeof(uint)), value);
        Close();
    }

    /// <summary>Makes the queue this socket's own.</summary>
    public void AddBind()
    {
        AddAttribute(QueueProtocol.Command, 4)[0] = QueueProtocol.Bind;
        Close();
    }

    /// <summary>Asks for whole packets.</summary>
    public void AddCopyWhole()
    {
        // A range of zero means as much as fits.
        AddAttribute(QueueProtocol.Copy, 5)[4] = QueueProtocol.CopyPacket;
        Close();
    }

    /// <summary>Adds a verdict; in a batch it covers every packet up to and with <paramref name="id"/>.</summary>
    public void AddVerdict(uint verdict, uint id)
    {
        var value = AddAttribute(QueueProtocol.VerdictHeader, 8);
        BinaryPrimitives.WriteUInt32BigEndian(value, verdict);
        BinaryPrimitives.WriteUInt32BigEndian(value[4..], id);
        Close();
    }

    /// <summary>Adds the bytes with which a packet goes on.</summary>
    public void AddPayload(ReadOnlySpan<byte> packet)
    {
        packet.CopyTo(AddAttribute(QueueProtocol.Payload, packet.Length));
        Close();
    }

    private Span<byte> AddAttribute(ushort type, int length)
    {
        var attribute = Take(QueueProtocol.AttributeHeader + QueueProtocol.Align(length));
        MemoryMarshal.Write(attribute, (ushort)(QueueProtocol.AttributeHeader + length));
        MemoryMarshal.Write(attribute[2..], type);
        return attribute[QueueProtocol.AttributeHeader..];
    }

    private Span<byte> Take(int length)
    {
        var taken = _buffer.Slice(_length, length);
        taken.Clear();
        _length += length;
        return taken;
    }

    private readonly void Close() => MemoryMarshal.Write(_buffer[_start..], (uint)(_length - _start));
}
