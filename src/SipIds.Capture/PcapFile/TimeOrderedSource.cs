using System.Runtime.ExceptionServices;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.PcapFile;

/// <summary>Puts the frames of a capture into order within a small window, where answers stand before their requests: as cards with several queues write them, and mirror ports that are merged.</summary>
/// <remarks>
/// The order is that of time; and a response whose request comes within the window waits for it, for the clocks of two mirror ports differ.
/// The window is bounded in frames and bytes, too. A frame that is earlier than the window reaches back stays where it is, and counts in <see cref="Late"/>:
/// what came before it goes first, so that a clock that was set back delays nothing.
/// </remarks>
public sealed class TimeOrderedSource : IPacketSource
{
    /// <summary>The most frames that wait.</summary>
    public const int MaxFrames = 4096;

    /// <summary>The most bytes that wait.</summary>
    public const int MaxBytes = 16 << 20;

    // A larger buffer is not kept for the next frame.
    private const int UsualFrame = 4096;

    private readonly IPacketSource _source;
    private readonly TimeSpan _window;
    private readonly List<Slot> _slots = [];
    private readonly Stack<int> _free = new();
    private readonly int[] _order = new int[MaxFrames];
    private readonly ulong[] _asked = new ulong[1 << 12];
    private int _first;
    private int _count;
    private int _bytes;
    private int _shown = -1;
    private int _late = -1;
    private Timestamp _newest;
    private Timestamp _last;
    private bool _hasEnded;
    private ExceptionDispatchInfo? _fault;

    /// <summary>A source of another's frames in order; it owns the other.</summary>
    /// <param name="source">The capture.</param>
    /// <param name="window">How far apart the times of two frames may be that stand in the wrong order.</param>
    public TimeOrderedSource(IPacketSource source, TimeSpan window)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.Zero);
        _source = source;
        _window = window;
    }

    /// <summary>How many frames were put before others that stand before them in the capture.</summary>
    public long Moved { get; private set; }

    /// <summary>How many frames are out of order by more than the window, and were left where they are.</summary>
    public long Late { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The capture cannot be read on; all frames before that were handed out.</exception>
    public bool TryRead(out CapturedFrame frame)
    {
        Release();
        while (!_hasEnded && _late < 0 && HasRoom && (_count == 0 || _newest - _slots[_order[_first]].Time < _window))
        {
            TakeNext();
        }

        if (_count == 0 && _late < 0)
        {
            _fault?.Throw();
            frame = default;
            return false;
        }

        _shown = _count > 0 ? TakeFirst() : TakeLate();
        _last = _slots[_shown].Time;
        Note(_slots[_shown].Exchange);
        frame = _slots[_shown].ToFrame();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private bool HasRoom => _count < MaxFrames && _bytes < MaxBytes;

    private void TakeNext()
    {
        try
        {
            if (!_source.TryRead(out var frame))
            {
                _hasEnded = true;
                return;
            }

            var slot = Keep(frame);
            if (_newest != default && _newest - frame.Time > _window)
            {
                _late = slot;
                Late++;
                return;
            }

            _newest = frame.Time > _newest ? frame.Time : _newest;
            Late += frame.Time < _last ? 1 : 0;
            Insert(slot, frame.Time);
        }
        catch (IOException fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
            _hasEnded = true;
        }
    }

    private int Keep(in CapturedFrame frame)
    {
        if (!_free.TryPop(out var index))
        {
            index = _slots.Count;
            _slots.Add(new());
        }

        _slots[index].Take(frame);
        _bytes += frame.Bytes.Length;
        return index;
    }

    // Most frames are the newest, so that their place is found at once. Of equal times the first stays the first.
    private void Insert(int slot, Timestamp time)
    {
        var place = _count++;
        while (place > 0 && _slots[At(place - 1)].Time > time)
        {
            At(place) = At(place - 1);
            place--;
        }

        At(place) = slot;
        Moved += place < _count - 1 ? 1 : 0;
    }

    private ref int At(int place) => ref _order[(_first + place) % MaxFrames];

    private int TakeFirst()
    {
        var slot = At(0);
        if (_slots[slot].Exchange is { IsResponse: true } response && _asked[PlaceOf(response)] != response.Value && PlaceOfRequest(response.Value, _slots[slot].Time + _window) is > 0 and var place)
        {
            return TakeAt(place);
        }

        _first = (_first + 1) % MaxFrames;
        _count--;
        return slot;
    }

    // A few thousand requests are remembered; of one that was overwritten the answer looks for it in vain.
    private void Note(ExchangeKey exchange)
    {
        if (exchange is { Value: not 0, IsResponse: false })
        {
            _asked[PlaceOf(exchange)] = exchange.Value;
        }
    }

    private int PlaceOf(ExchangeKey exchange) => (int)(exchange.Value >> 32) & (_asked.Length - 1);

    private int PlaceOfRequest(ulong exchange, Timestamp latest)
    {
        var place = 1;
        while (place < _count && (_slots[At(place)].Exchange.Value != exchange || _slots[At(place)].Exchange.IsResponse))
        {
            place++;
        }

        return place < _count && _slots[At(place)].Time < latest ? place : -1;
    }

    private int TakeAt(int place)
    {
        var slot = At(place);
        for (_count--; place < _count; place++)
        {
            At(place) = At(place + 1);
        }

        Moved++;
        return slot;
    }

    // From here on the order is another one: what follows a clock that was set back is in order among itself.
    private int TakeLate()
    {
        var slot = _late;
        _late = -1;
        _newest = _slots[slot].Time;
        return slot;
    }

    private void Release()
    {
        if (_shown >= 0)
        {
            _bytes -= _slots[_shown].Free();
            _free.Push(_shown);
            _shown = -1;
        }
    }

    private sealed class Slot
    {
        private byte[] _bytes = [];
        private int _length;
        private long _number;
        private LinkType _link;
        private int _ingress;
        private int _originalLength;

        public Timestamp Time { get; private set; }

        public ExchangeKey Exchange { get; private set; }

        public void Take(in CapturedFrame frame)
        {
            (Time, _number, _link, _ingress, _originalLength, _length) = (frame.Time, frame.Number, frame.Link, frame.Ingress, frame.OriginalLength, frame.Bytes.Length);
            if (_bytes.Length < _length)
            {
                _bytes = new byte[Math.Max(_length, UsualFrame / 2)];
            }

            frame.Bytes.CopyTo(_bytes);
            Exchange = ExchangeKey.Of(frame.Bytes);
        }

        public CapturedFrame ToFrame() => new()
        {
            Time = Time,
            Number = _number,
            Link = _link,
            Ingress = _ingress,
            OriginalLength = _originalLength,
            Bytes = _bytes.AsSpan(0, _length),
        };

        public int Free()
        {
            if (_bytes.Length > UsualFrame)
            {
                _bytes = [];
            }

            return _length;
        }
    }
}
