using SharpPcap;

namespace SipIds.SharpPcap;

/// <summary>What a device dropped since it is watched. The device's own numbers have 32 bits, which a long run passes.</summary>
internal sealed class DropCount
{
    private readonly ICaptureDevice _device;
    private readonly Lock _lock = new();
    private DeviceDrops _last;
    private long _total;
    private bool _isFinished;

    public DropCount(ICaptureDevice device)
    {
        _device = device;
        Add();
        _total = 0;
    }

    public long Read()
    {
        lock (_lock)
        {
            if (!_isFinished)
            {
                Add();
            }

            return _total;
        }
    }

    /// <summary>Asks for the last time; the device may then be closed.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            Add();
            _isFinished = true;
        }
    }

    private void Add()
    {
        try
        {
            if (DeviceDrops.Of(_device) is { } now)
            {
                _total += (long)unchecked(now.ForWantOfRoom - _last.ForWantOfRoom) + unchecked(now.ByInterface - _last.ByInterface);
                _last = now;
            }
        }
        catch (Exception fault) when (fault is PcapException or ObjectDisposedException)
        {
            // An interface that went away answers no more; what it said before stays.
        }
    }
}
