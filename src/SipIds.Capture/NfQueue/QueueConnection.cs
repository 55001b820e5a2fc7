using System.Runtime.Versioning;
using SipIds.Capture.Native;
using SipIds.Packets;

namespace SipIds.Capture.NfQueue;

/// <summary>The socket over which one queue is read: opened, set up, and told what the queue shall do.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class QueueConnection : IDisposable
{
    // What a message may hold beside a packet of 65,531 bytes; no multiple of 4,096.
    private const int SlotBytes = 65_536 + 1_344;

    private static readonly TimeSpan s_answerTime = TimeSpan.FromSeconds(5);

    private readonly NfQueueOptions _options;
    private readonly NetlinkSocket _socket;
    private readonly ReceiveSlots _slots;
    private readonly byte[] _decision = new byte[SlotBytes];

    public QueueConnection(NfQueueOptions options, int slots)
    {
        _options = options;
        _socket = NetlinkSocket.TryOpen(out var error) ?? throw QueueFault.OnOpen(options.Queue, error);
        _slots = new(slots, SlotBytes);
        try
        {
            SetUp();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many datagrams the last receive call brought. After the set-up there may be some already.</summary>
    public int Filled { get; private set; }

    /// <summary>Whether the last receive call brought all that it can, so that more may be there.</summary>
    public bool IsFull => Filled == _slots.Count;

    /// <summary>A datagram of the last receive call.</summary>
    public ReadOnlySpan<byte> this[int slot] => _slots[slot];

    /// <summary>Receives what is there; afterwards <see cref="Filled"/> says how much that was.</summary>
    public void Receive() => Filled = Check(_socket.Receive(_slots.Headers, _slots.Count));

    /// <summary>Receives what is there, or comes within <paramref name="longest"/>.</summary>
    public void Receive(TimeSpan longest) => Filled = Check(_socket.Receive(_slots.Headers, _slots.Count, longest));

    /// <summary>Sends verdicts.</summary>
    public void Send(ReadOnlySpan<byte> verdicts)
    {
        if (_socket.Send(verdicts) is var error && error != 0)
        {
            throw QueueFault.OnVerdict(_options.Queue, error);
        }
    }

    /// <summary>Lets one packet go on, with other bytes or as it came, or drops it.</summary>
    /// <param name="id">The packet's id.</param>
    /// <param name="verdict">What becomes of it.</param>
    /// <param name="packet">The bytes with which it goes on, if it is rewritten.</param>
    public void Decide(uint id, Verdict verdict, ReadOnlySpan<byte> packet)
    {
        var request = new QueueRequest(_decision, _options.Queue);
        request.Begin(QueueProtocol.Verdict);
        request.AddVerdict(verdict is Verdict.Drop ? QueueProtocol.Drop : QueueProtocol.Accept, id);
        if (verdict is Verdict.Rewrite)
        {
            request.AddPayload(packet);
        }

        Send(request.Written);
    }

    /// <summary>Takes no more packets: with fail-open all go on, without it all are dropped. Any thread may call it.</summary>
    public void TakeNoMore()
    {
        Span<byte> buffer = stackalloc byte[64];
        var request = new QueueRequest(buffer, _options.Queue);
        request.Begin(QueueProtocol.Configure);
        request.Add(QueueProtocol.MaxLength, 0);
        Send(request.Written);
    }

    /// <summary>Accepts everything that waits, read or unread. Any thread may call it.</summary>
    /// <param name="id">The id of a late packet.</param>
    public void AcceptAll(uint id)
    {
        // The kernel compares ids by their difference, which has 31 bits and a sign: this one is after all that can wait.
        Span<byte> buffer = stackalloc byte[64];
        var request = new QueueRequest(buffer, _options.Queue);
        request.Begin(QueueProtocol.VerdictBatch);
        request.AddVerdict(QueueProtocol.Accept, unchecked(id + (1u << 30)));
        Send(request.Written);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _slots.Dispose();
    }

    private void SetUp()
    {
        if (_socket.SetOption(NetlinkCalls.SocketLevel, NetlinkCalls.ReceiveBufferForce, _options.BufferBytes) is var denied && denied != 0)
        {
            throw QueueFault.OnRight(_options.Queue, denied);
        }

        // Without the first the socket refuses everything after an overflow until it is empty; the ids tell what was lost.
        _ = _socket.SetOption(NetlinkCalls.NetlinkLevel, NetlinkCalls.NoBufferErrors, 1);
        _ = _socket.SetOption(NetlinkCalls.NetlinkLevel, NetlinkCalls.ShortAcknowledgements, 1);
        Bind();
    }

    // One message, so that no packet meets a queue that is half set up.
    private void Bind()
    {
        Span<byte> buffer = stackalloc byte[128];
        var request = new QueueRequest(buffer, _options.Queue);
        request.Begin(QueueProtocol.Configure, QueueProtocol.Acknowledge);
        request.AddBind();
        request.AddCopyWhole();
        request.Add(QueueProtocol.MaxLength, (uint)_options.Length);
        request.Add(QueueProtocol.FlagMask, QueueProtocol.FailOpen);
        request.Add(QueueProtocol.Flags, _options.FailOpen ? QueueProtocol.FailOpen : 0);
        var error = _socket.Send(request.Written);
        if (error == 0)
        {
            Receive(s_answerTime);
            error = ReadAnswer();
        }

        if (error != 0)
        {
            throw QueueFault.OnBind(_options.Queue, error);
        }
    }

    private int ReadAnswer()
    {
        var first = Filled > 0 ? this[0] : default;
        if (QueueMessage.ReadAnswer(first) is { } answer)
        {
            // Only what came behind it is left to be read.
            Filled = Filled > 1 ? Filled : 0;
            return answer;
        }

        // A packet that was faster than the answer says that the queue is ours, and waits to be read.
        return QueueMessage.TryRead(first, out _) ? 0 : NetlinkCalls.TimedOut;
    }

    private int Check(int result) => result >= 0 ? result : -result switch
    {
        // Nothing there, a signal, or an overflow that the ids will show.
        NetlinkCalls.Again or NetlinkCalls.Interrupted or NetlinkCalls.NoBuffers => 0,
        var error => throw QueueFault.OnRead(_options.Queue, error),
    };
}
