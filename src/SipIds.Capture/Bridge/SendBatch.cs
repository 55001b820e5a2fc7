using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SipIds.Capture.Native;

namespace SipIds.Capture.Bridge;

/// <summary>Frames on their way out of one interface, sent with one call. Their slots go back to the kernel when they were sent.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class SendBatch : IDisposable
{
    public const int Capacity = 64;

    private const int Patience = 8;
    private const int Interrupted = 4;
    private const int MessageTooLong = 90;
    private const int Again = 11;
    private const int NoDevice = 19;
    private const int NoSuchAddress = 6;
    private const int NetworkDown = 100;
    private const int NoBuffers = 105;

    private readonly BridgePort _port;
    private readonly BatchedMessage* _messages;
    private readonly Piece* _pieces;
    private readonly SlotFrame** _slots;
    private int _count;
    private long _errors;
    private int _lastError;
    private string? _fault;
    private bool _isDisposed;

    public SendBatch(BridgePort port)
    {
        _port = port;
        _messages = (BatchedMessage*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(BatchedMessage));
        _pieces = (Piece*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Piece));
        _slots = (SlotFrame**)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(SlotFrame*));
        for (var i = 0; i < Capacity; i++)
        {
            _messages[i].Pieces = &_pieces[i];
            _messages[i].PieceCount = 1;
        }
    }

    /// <summary>Frames that could not be sent so far.</summary>
    public long Errors => Volatile.Read(ref _errors);

    /// <summary>Adds a frame with its virtio header before it; sends all if there is no room for another one.</summary>
    /// <param name="start">Where the virtio header begins.</param>
    /// <param name="length">How long header and frame are.</param>
    /// <param name="slot">The slot to release when it was sent; null for none.</param>
    public void Add(byte* start, nuint length, SlotFrame* slot)
    {
        _pieces[_count] = new() { Start = start, Length = length };
        _slots[_count] = slot;
        if (++_count == Capacity)
        {
            Flush();
        }
    }

    /// <summary>Sends what was added.</summary>
    /// <exception cref="IOException">The interface is gone.</exception>
    public void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        try
        {
            Send();
        }
        finally
        {
            for (var i = 0; i < _count; i++)
            {
                if (_slots[i] is not null)
                {
                    SlotRing.Release(_slots[i]);
                }
            }

            _count = 0;
        }
    }

    /// <summary>Why the last of them could not; null while there is none.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>Counts a frame that could not be sent because it is longer than the interface takes.</summary>
    public void CountError() => CountError(MessageTooLong);

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            NativeMemory.Free(_messages);
            NativeMemory.Free(_pieces);
            NativeMemory.Free(_slots);
        }
    }

    private void Send()
    {
        var patience = Patience;
        for (var done = 0; done < _count;)
        {
            var sent = PacketSockets.SendMany(_port.Socket, _messages + done, (uint)(_count - done), 0);
            if (sent > 0)
            {
                done += sent;
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case NetworkDown or NoDevice or NoSuchAddress:
                    Volatile.Write(ref _errors, _errors + _count - done);
                    throw _port.Socket.TakeFault(_port.Device.Name);

                // The card's queue is full, or its cable is out.
                case NoBuffers or Again when patience-- > 0:
                    Thread.Yield();
                    break;
                case var error:
                    CountError(error);
                    done++;
                    break;
            }
        }
    }

    private void CountError(int error)
    {
        Volatile.Write(ref _errors, _errors + 1);
        if (error != _lastError)
        {
            _lastError = error;
            var name = _port.Device.Name;
            Volatile.Write(ref _fault, error == MessageTooLong ? $"a frame is longer than {name} takes; give both interfaces the same MTU" : $"{name}: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }
}
