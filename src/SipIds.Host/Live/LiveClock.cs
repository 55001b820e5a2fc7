using SipIds.Packets;

namespace SipIds.Host.Live;

/// <summary>Makes one clock of the times of several sources, which never goes backward: what state has counted must not lie in the future.</summary>
/// <remarks>Where the machine's clock is set back, the packets' clock goes on from where it was, and stays ahead from then on.</remarks>
internal sealed class LiveClock
{
    // A backlog of one source may be older than what another hands over.
    private static readonly TimeSpan s_disorder = TimeSpan.FromSeconds(30);

    private Timestamp _last;
    private TimeSpan _ahead;

    /// <summary>How far this clock is ahead of the machine's.</summary>
    public TimeSpan Ahead => _ahead;

    /// <summary>The time of a packet that a source gave this time, or of a tick.</summary>
    public Timestamp Read(Timestamp time)
    {
        var shifted = time + _ahead;
        if (shifted >= _last)
        {
            return _last = shifted;
        }

        if (_last - shifted > s_disorder)
        {
            _ahead = _last - time;
        }

        return _last;
    }
}
