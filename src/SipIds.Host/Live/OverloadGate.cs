using SipIds.Packets;

namespace SipIds.Host.Live;

/// <summary>Says which packets of an inline source come too late to be inspected: under overload they pass, until what is left is young again.</summary>
internal sealed class OverloadGate(Func<TimeSpan> longest, TimeProvider time)
{
    // Looking at the clock for each packet would cost more than it tells.
    private const int PacketsBetweenLooks = 16;

    private int _untilLook;
    private bool _isOpen;
    private long _passed;

    /// <summary>Packets that passed uninspected.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>Whether a packet captured at this moment passes uninspected.</summary>
    public bool Passes(Timestamp captured)
    {
        if (_untilLook-- == 0)
        {
            Look(captured);
        }

        if (_isOpen)
        {
            Interlocked.Increment(ref _passed);
        }

        return _isOpen;
    }

    // Half of the delay lies between opening and closing, so that the gate does not flutter.
    private void Look(Timestamp captured)
    {
        _untilLook = PacketsBetweenLooks - 1;
        var delay = Timestamps.Now(time) - captured;
        _isOpen = delay > (_isOpen ? longest() / 2 : longest());
    }
}
