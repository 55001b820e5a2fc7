using SipIds.Capture.PcapFile;
using SipIds.Pipeline;

namespace SipIds.Host.Reading;

/// <summary>The setting <c>reorder</c>: capture files are read in order of time. What comes through a pipe is taken as it comes, so that no packet waits for the next one.</summary>
internal sealed class CaptureOrder(TimeSpan window)
{
    private TimeOrderedSource? _present;
    private long _moved;
    private long _late;

    /// <summary>The setting.</summary>
    public TimeSpan Window => window;

    /// <summary>How many packets were put before others of their capture.</summary>
    public long Moved => _moved + (_present?.Moved ?? 0);

    /// <summary>How many were out of order by more than the window.</summary>
    public long Late => _late + (_present?.Late ?? 0);

    /// <summary>A capture in order; the next one that is opened follows it.</summary>
    public IPacketSource Of(CaptureFileSource source)
    {
        (_moved, _late, _present) = (Moved, Late, null);
        return window == TimeSpan.Zero || source.TotalBytes is null ? source : _present = new(source, window);
    }
}
