using System.Buffers.Binary;

namespace SipIds.Outputs.Streams;

/// <summary>Takes records from the packet path and hands them, in order, to a thread of its own that may be slow: a bounded number of bytes waits, and what has no room is counted.</summary>
/// <remarks>Two buffers: one is filled while the other is worked off, so that the lock is held for a copy and never for a write.</remarks>
internal sealed class RecordQueue : IDisposable
{
    private const int Header = sizeof(int);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly AutoResetEvent _woken = new(initialState: false);
    private readonly Thread _thread;
    private readonly Taker _take;
    private readonly Action _idle;
    private readonly TimeSpan _interval;
    private byte[] _filling;
    private byte[] _emptying;
    private int _length;
    private long _waiting;
    private long _lost;
    private volatile bool _isClosing;
    private bool _isDone;

    /// <param name="name">What the thread is called.</param>
    /// <param name="capacity">How many bytes may wait.</param>
    /// <param name="interval">How long a record waits at the most before the thread looks.</param>
    /// <param name="take">Takes a record, on the thread; does not throw.</param>
    /// <param name="idle">Called on the thread when all that waited is taken, and at every interval; does not throw.</param>
    public RecordQueue(string name, int capacity, TimeSpan interval, Taker take, Action idle)
    {
        _filling = new byte[capacity / 2];
        _emptying = new byte[capacity / 2];
        _interval = interval;
        _take = take;
        _idle = idle;
        _thread = new(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Takes one record; its bytes live until the call returns.</summary>
    public delegate void Taker(ReadOnlySpan<byte> record);

    /// <summary>Records that found no room, or were still waiting when their taker did not come back.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Whether the last record found no room, and nothing was worked off since.</summary>
    public bool IsOverflowing { get; private set; }

    /// <summary>Whether the thread has ended, and with it every call of the taker.</summary>
    public bool IsDone => !_thread.IsAlive;

    /// <summary>Puts a record of two parts into the queue, if there is room.</summary>
    public bool TryAdd(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var length = head.Length + body.Length;
        bool isHalfFull;
        lock (_lock)
        {
            IsOverflowing = _isClosing || Header + length > _filling.Length - _length;
            if (IsOverflowing)
            {
                Interlocked.Increment(ref _lost);
                return false;
            }

            var place = _filling.AsSpan(_length);
            BinaryPrimitives.WriteInt32LittleEndian(place, length);
            head.CopyTo(place[Header..]);
            body.CopyTo(place[(Header + head.Length)..]);
            _length += Header + length;
            Interlocked.Increment(ref _waiting);
            isHalfFull = _length > _filling.Length / 2;
        }

        if (isHalfFull)
        {
            Wake();
        }

        return true;
    }

    /// <summary>Makes the thread look now.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (!_isDone)
            {
                _woken.Set();
            }
        }
    }

    /// <summary>Works off what waits and ends the thread; what a stuck taker leaves after a few seconds is lost.</summary>
    public void Dispose()
    {
        if (_isClosing)
        {
            return;
        }

        _isClosing = true;
        Wake();
        if (!_thread.Join(s_patience))
        {
            Interlocked.Add(ref _lost, Interlocked.Read(ref _waiting));
            return;
        }

        lock (_lock)
        {
            _isDone = true;
            _woken.Dispose();
        }
    }

    private void Run()
    {
        bool isLast;
        do
        {
            _ = _woken.WaitOne(_interval);
            isLast = _isClosing;
            var length = Swap();
            for (var start = 0; start < length;)
            {
                var record = _emptying.AsSpan(start + Header, BinaryPrimitives.ReadInt32LittleEndian(_emptying.AsSpan(start)));
                _take(record);
                Interlocked.Decrement(ref _waiting);
                start += Header + record.Length;
            }

            _idle();
        }
        while (!isLast);
    }

    private int Swap()
    {
        lock (_lock)
        {
            (_filling, _emptying) = (_emptying, _filling);
            IsOverflowing = false;
            (var length, _length) = (_length, 0);
            return length;
        }
    }
}
