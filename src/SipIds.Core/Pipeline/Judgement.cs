using System.Numerics;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline.Verdicts;

namespace SipIds.Pipeline;

/// <summary>What the pipeline says of one message. Dead after the next message.</summary>
public readonly ref struct Judgement
{
    private readonly PacketSlot _slot;
    private readonly Policy _policy;

    internal Judgement(PacketSlot slot, Policy policy, Verdict verdict)
    {
        _slot = slot;
        _policy = policy;
        Verdict = verdict;
    }

    /// <summary>Whether the message goes on to its target.</summary>
    public Verdict Verdict { get; }

    /// <summary>Whether it would have been dropped but for <c>action_drop: shadow</c>.</summary>
    public bool WouldDrop => _slot.Decision.WouldDrop;

    /// <summary>How many events it raised, those that are off left out.</summary>
    public int Count => BitOperations.PopCount(_slot.Decision.Standing);

    /// <summary>One of the events. Outputs are given fewer: of an event that counts they get one at each doubling.</summary>
    public Alert this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            var standing = _slot.Decision.Standing;
            for (; index > 0; index--)
            {
                standing &= standing - 1;
            }

            return AlertFanOut.AlertOf(_slot.Inspection.Reports[BitOperations.TrailingZeroCount(standing)], _slot, _policy, suppressed: 0);
        }
    }

    /// <summary>Goes through the events.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The state of a <c>foreach</c>.</summary>
    public ref struct Enumerator
    {
        private readonly Judgement _judgement;
        private int _index;

        internal Enumerator(Judgement judgement)
        {
            _judgement = judgement;
            _index = -1;
        }

        /// <summary>The event.</summary>
        public readonly Alert Current => _judgement[_index];

        /// <summary>Goes to the next event.</summary>
        public bool MoveNext() => ++_index < _judgement.Count;
    }
}
