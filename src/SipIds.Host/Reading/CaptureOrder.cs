using SipIds.Capture.PcapFile;
using SipIds.Packets.Sources;

namespace SipIds.Host.Reading;

/// <summary>The setting <c>reorder</c>: capture files are read in order of time. What comes through a pipe is taken as it comes, so that no packet waits for the next one.</summary>
internal sealed class CaptureOrder(TimeSpan window)
{
    private Func<(long Moved, long Late)> _present = () => default;
    private (long Moved, long Late) _before;

    /// <summary>The setting.</summary>
    public TimeSpan Window => window;

    /// <summary>How many packets were put before others of their capture.</summary>
    public long Moved => _before.Moved + _present().Moved;

    /// <summary>How many were out of order by more than the window.</summary>
    public long Late => _before.Late + _present().Late;

    /// <summary>A capture in order; the next one that is opened follows it.</summary>
    public IPacketSource Of(CaptureFileSource source)
    {
        (_before, _present) = ((Moved, Late), () => default);
        if (window == TimeSpan.Zero || source.TotalBytes is null)
        {
            return source;
        }

        var ordered = new TimeOrderedSource(source, window);
        _present = () => (ordered.Moved, ordered.Late);
        return ordered;
    }
}
