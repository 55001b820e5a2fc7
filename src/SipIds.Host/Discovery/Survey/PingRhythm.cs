using SipIds.Packets;

namespace SipIds.Host.Discovery.Survey;

/// <summary>In what rhythm a host asks others with OPTIONS.</summary>
internal sealed class PingRhythm
{
    // A monitor asks a few; who asks more looks for something.
    private const int MostTargets = 8;
    private const int FewestGaps = 9;
    private const double MostDeviation = 0.25;
    private static readonly TimeSpan s_jitter = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<NetAddress, Gaps> _targets = [];
    private Timestamp _first;
    private Timestamp _last;
    private bool _isWide;

    /// <summary>How many hosts are asked.</summary>
    public int Targets => _targets.Count;

    /// <summary>Whether it asks more hosts than a monitor does.</summary>
    public bool IsSweep => _isWide;

    /// <summary>From the first question to the last.</summary>
    public TimeSpan Lasted => _last - _first;

    /// <summary>The time between two questions to one host.</summary>
    public TimeSpan Interval => _targets.Values.Select(gaps => gaps.Mean).DefaultIfEmpty().Max();

    /// <summary>Whether every host is asked again and again after the same time.</summary>
    public bool IsRegular => !_isWide && _targets.Count > 0 && _targets.Values.All(gaps => gaps.IsRegular);

    /// <summary>The hosts that are asked.</summary>
    public IEnumerable<NetAddress> Asked => _targets.Keys;

    public void Note(NetAddress target, Timestamp now)
    {
        (_first, _last) = (_first == default ? now : _first, now);
        if (_targets.TryGetValue(target, out var gaps))
        {
            gaps.Note(now);
        }
        else if (_targets.Count < MostTargets)
        {
            _targets[target] = new(now);
        }
        else
        {
            _isWide = true;
        }
    }

    private sealed class Gaps(Timestamp last)
    {
        private int _count;
        private TimeSpan _sum;
        private TimeSpan _shortest = TimeSpan.MaxValue;
        private TimeSpan _longest;
        private Timestamp _last = last;

        public TimeSpan Mean => _count == 0 ? TimeSpan.Zero : _sum / _count;

        public bool IsRegular => _count >= FewestGaps && _longest - _shortest <= (Mean * MostDeviation) + s_jitter && Mean > s_jitter;

        public void Note(Timestamp now)
        {
            var gap = now - _last;
            _last = now;
            _count++;
            _sum += gap;
            _shortest = gap < _shortest ? gap : _shortest;
            _longest = gap > _longest ? gap : _longest;
        }
    }
}
