using SipIds.Calls;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>How many credentials of one source were rejected, and the account that most of them were for.</summary>
internal struct GuessingSource : IEvictable<GuessingSource>
{
    public SlidingWindow Window;

    private StateKey _account;
    private InlineText _name;
    private int _lead;

    public Timestamp Expires { get; set; }

    public readonly int Rank => (int)Math.Min(Window.Count, int.MaxValue) - 1;

    /// <summary>The account that is guessed for.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<byte> Account => _name.Span;

    /// <summary>Whether others are guessed for, too.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>Takes in the account of a rejection; one that most of them name stays (Boyer and Moore's vote).</summary>
    public void Add(StateKey account, ReadOnlySpan<byte> name)
    {
        HasOthers |= _account != default && _account != account;
        if (_lead == 0)
        {
            _account = account;
            _name.Set(name);
        }

        _lead += _account == account ? 1 : -1;
    }
}
