using System.Runtime.Versioning;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.NfQueue;

/// <summary>
/// Packets that the firewall hands to a queue of the kernel's NFQUEUE, and that go on when their verdict says so. Frames are raw IPv4 and IPv6.
/// <para>
/// The kernel drops what waits in a queue that its reader leaves, in whatever way it does. Therefore <see cref="Dispose"/> first lets everything go on,
/// and with <see cref="NfQueueOptions.FailOpen"/> also what arrives meanwhile, before it leaves; remove the firewall's rules before, or let them have
/// <c>--queue-bypass</c>, and nothing is lost.
/// </para>
/// <para>
/// Merged packets (GRO, GSO) come as the packets they were made of: merged UDP datagrams would be several messages in one, of which one is judged.
/// </para>
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class NfQueueSource : IInlineSource
{
    // More cost no less a packet, and the first waits for its verdict until the last is judged.
    private const int Batch = 32;

    private readonly NfQueueOptions _options;
    private readonly QueueConnection _connection;
    private readonly QueueStatistics _statistics;
    private readonly VerdictRuns _verdicts;
    private readonly RawSender _sender = new();
    private readonly OwnFrames _own = new();
    private readonly TimeProvider _clock = TimeProvider.System;
    private Timestamp _batchTime;
    private int _slot;
    private uint _id;
    private int _held;
    private bool _isUndecided;
    private bool _isDry;
    private bool _isDisposed;
    private long _received;
    private long _unseen;

    /// <summary>Opens a queue in the network namespace of this thread, and makes it this source's own.</summary>
    /// <exception cref="IOException">It cannot be: the right, the kernel's support, or another program that has it; the message is a sentence for a person.</exception>
    public NfQueueSource(NfQueueOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Length, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BufferBytes, 1, nameof(options));
        _options = options;
        Name = $"queue {options.Queue}";
        _verdicts = new(Batch, options.Queue);
        _connection = new(options, Batch);
        _statistics = new(options.Queue);
        _batchTime = Now();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SourceCounters Counters
    {
        get
        {
            // With fail-open a packet that found no room went on, without it the kernel dropped it and says so in its table, if we may read that.
            var unseen = Volatile.Read(ref _unseen);
            return new()
            {
                Received = Volatile.Read(ref _received),
                KernelDrops = Math.Max(_statistics.ReadDropped(), _options.FailOpen ? 0 : unseen),
                Bypassed = _options.FailOpen ? unseen : 0,
            };
        }
    }

    /// <inheritdoc/>
    public bool TryRead(out CapturedFrame frame)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isUndecided)
        {
            Conclude(Verdict.Pass);
        }

        QueuedPacket packet;
        while (!TryTake(out packet))
        {
            if (!TryReceive())
            {
                frame = default;
                return false;
            }
        }

        _isUndecided = true;
        frame = new()
        {
            Time = packet.Time == default ? _batchTime : packet.Time,
            Number = _received,
            Link = LinkType.Raw,
            Checksums = packet.IsUnchecked ? ChecksumState.Final : ChecksumState.Settled,
            Ingress = packet.Ingress,
            OriginalLength = packet.OriginalLength,
            Bytes = packet.Bytes,
        };
        return true;
    }

    /// <inheritdoc/>
    public void Conclude(Verdict verdict)
    {
        if (_isUndecided)
        {
            _isUndecided = false;
            _verdicts.Add(_id, verdict, alone: _held > 0);
            SendOwn();
        }
    }

    /// <inheritdoc/>
    public void Rewrite(ReadOnlySpan<byte> frame)
    {
        if (_isUndecided)
        {
            _isUndecided = false;
            Flush();
            _connection.Decide(_id, Verdict.Rewrite, frame);
            SendOwn();
        }
    }

    /// <inheritdoc/>
    public long Hold()
    {
        if (!_isUndecided)
        {
            return 0;
        }

        _isUndecided = false;
        _held++;
        return _id + 1L;
    }

    /// <inheritdoc/>
    public void Release(long held, Verdict verdict, ReadOnlySpan<byte> frame)
    {
        Flush();
        _connection.Decide((uint)(held - 1), verdict, frame);
        _held--;
    }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> frame, bool back) => _isUndecided && _sender.CanSend && _own.TryAdd(frame, back);

    /// <inheritdoc/>
    public bool Wait(TimeSpan longest)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Flush();
        _isDry = false;
        if (_slot == _connection.Filled)
        {
            _connection.Receive(longest);
            BeginBatch();
        }

        return _connection.Filled > 0;
    }

    /// <summary>
    /// Lets go on what waits and, with <see cref="NfQueueOptions.FailOpen"/>, everything that comes from now on, uninspected.
    /// For when the thread that reads does not go on: any other may call this.
    /// </summary>
    /// <exception cref="IOException">The queue takes no verdicts any more.</exception>
    public void StandAside()
    {
        try
        {
            if (_options.FailOpen)
            {
                _connection.TakeNoMore();
            }

            _connection.AcceptAll(Volatile.Read(ref _id));
        }
        catch (ObjectDisposedException)
        {
            // It left by itself a moment ago, which lets everything go on too.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        try
        {
            LetAllGo();
        }
        catch (IOException)
        {
            // The queue is gone, and with it what waited.
        }

        _isDisposed = true;
        _ = _statistics.ReadDropped();
        _statistics.Dispose();
        _connection.Dispose();
        _sender.Dispose();
    }

    // Behind the packet that they follow.
    private void SendOwn()
    {
        if (_own.Count == 0)
        {
            return;
        }

        Flush();
        for (var index = 0; index < _own.Count; index++)
        {
            _sender.Send(_own[index]);
        }

        _own.Clear();
    }

    // Takes the next packet of what was received.
    private bool TryTake(out QueuedPacket packet)
    {
        while (_slot < _connection.Filled)
        {
            if (QueueMessage.TryRead(_connection[_slot++], out packet))
            {
                Count(packet.Id);
                return true;
            }
        }

        packet = default;
        return false;
    }

    // The kernel numbers the packets; one that its buffer had no room for leaves a gap.
    private void Count(uint id)
    {
        var gap = unchecked((int)(id - _id)) - 1;
        if (gap > 0)
        {
            Volatile.Write(ref _unseen, _unseen + gap);
        }

        Volatile.Write(ref _id, id);
        Volatile.Write(ref _received, _received + 1);
    }

    // What came was all there was if it did not fill the slots: then the next look is left to Wait, which spares a call to the kernel.
    private bool TryReceive()
    {
        Flush();
        if (!_connection.IsFull && !_isDry)
        {
            _isDry = true;
            return false;
        }

        _connection.Receive();
        BeginBatch();
        return _connection.Filled > 0;
    }

    private void BeginBatch()
    {
        _slot = 0;
        _isDry = false;
        _batchTime = Now();
    }

    private void Flush()
    {
        if (!_verdicts.Waiting.IsEmpty)
        {
            _connection.Send(_verdicts.Waiting);
            _verdicts.Clear();
        }
    }

    private void LetAllGo()
    {
        Flush();
        StandAside();

        // Counts what is let go unread; without fail-open more may come for as long as the rules stand, hence an end.
        for (var limit = _options.Length; limit > 0; limit -= Batch)
        {
            while (TryTake(out _))
            {
                _received--;
                _unseen++;
            }

            _connection.Receive();
            BeginBatch();
            if (_connection.Filled == 0)
            {
                break;
            }
        }

        StandAside();
    }

    private Timestamp Now() => new((_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
}
