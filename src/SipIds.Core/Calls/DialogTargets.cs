using System.Runtime.CompilerServices;

namespace SipIds.Calls;

/// <summary>The Contact that each dialog of a call was made with, by its tag's place in <see cref="Call.CalleeTags"/>: where its requests go (RFC 3261 §12.1.2).</summary>
internal struct DialogTargets
{
    // Where hops disagree, as behind a NAT, the Contact says nothing.
    private const uint Disagreed = uint.MaxValue;

    private Hashes _hashes;

    /// <summary>Takes in the Contact of a response, as one hop shows it.</summary>
    /// <param name="place">The place of the response's tag; -1 if it has none.</param>
    /// <param name="contact">Hash of the Contact; 0 where there is none.</param>
    public void Add(int place, uint contact)
    {
        if (place >= 0 && contact != 0)
        {
            ref var known = ref _hashes[place];
            known = known == 0 || known == contact ? contact : Disagreed;
        }
    }

    /// <summary>Another tag has taken this place.</summary>
    public void Clear(int place) => _hashes[place] = 0;

    /// <summary>Whether a Request-URI is the Contact of another dialog, and this one's is known and not the same.</summary>
    /// <param name="place">The place of the request's tag.</param>
    /// <param name="uri">Hash of the Request-URI.</param>
    public readonly bool IsOfOther(int place, uint uri)
    {
        if (place < 0 || _hashes[place] is 0 or Disagreed || _hashes[place] == uri)
        {
            return false;
        }

        var isOfOther = false;
        foreach (var hash in _hashes)
        {
            isOfOther |= hash == uri;
        }

        return isOfOther;
    }

    [InlineArray(TagSet.Capacity)]
    private struct Hashes
    {
        private uint _first;
    }
}
