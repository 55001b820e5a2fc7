using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>A sliding count that a table can hold: the smallest is given up first, so that a flood of subjects that come once pushes out its like.</summary>
internal struct CountedWindow : IEvictable<CountedWindow>
{
    public SlidingWindow Window;

    public Timestamp Expires { get; set; }

    public readonly int Rank => (int)Math.Min(Window.Count, int.MaxValue) - 1;
}
