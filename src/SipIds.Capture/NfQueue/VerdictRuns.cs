using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.Capture.NfQueue;

/// <summary>
/// Verdicts that wait to be sent. One message of the kernel's protocol decides every packet up to an id,
/// so a run of packets with the same verdict costs one message, and a drop among them ends the run before it.
/// </summary>
internal sealed class VerdictRuns
{
    /// <summary>The bytes of one message: headers, and the attribute that ends with the id.</summary>
    private const int MessageLength = QueueProtocol.HeaderLength + QueueProtocol.FamilyLength + QueueProtocol.AttributeHeader + 8;

    private readonly byte[] _messages;
    private readonly ushort _queue;
    private int _length;
    private Verdict _last;
    private bool _isOpen;

    /// <param name="capacity">How many packets are decided at the most before what is written is sent.</param>
    /// <param name="queue">The queue that they are for.</param>
    public VerdictRuns(int capacity, ushort queue)
    {
        _messages = new byte[capacity * MessageLength];
        _queue = queue;
    }

    /// <summary>The datagram that tells the kernel; empty if nothing waits.</summary>
    public ReadOnlySpan<byte> Waiting => _messages.AsSpan(0, _length);

    /// <summary>Adds the verdict on the packet that came after the one before.</summary>
    /// <param name="id">The packet's id.</param>
    /// <param name="verdict">Its verdict.</param>
    /// <param name="alone">Whether packets before it still wait, so that the verdict must be on this one alone.</param>
    public void Add(uint id, Verdict verdict, bool alone = false)
    {
        if (_isOpen && !alone && verdict == _last)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_messages.AsSpan(_length - sizeof(uint)), id);
            return;
        }

        var request = new QueueRequest(_messages.AsSpan(_length), _queue);
        request.Begin(alone ? QueueProtocol.Verdict : QueueProtocol.VerdictBatch);
        request.AddVerdict(verdict is Verdict.Drop ? QueueProtocol.Drop : QueueProtocol.Accept, id);
        _length += request.Written.Length;
        _last = verdict;
        _isOpen = !alone;
    }

    /// <summary>Forgets what is sent.</summary>
    public void Clear()
    {
        _length = 0;
        _isOpen = false;
    }
}
