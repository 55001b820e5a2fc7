namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Looks for injected text once through a piece of text: the work grows with the text, whatever is in it.</summary>
internal ref struct InjectionMatcher
{
    private readonly bool _isName;
    private UInt128 _exhausted;
    private ReadOnlySpan<byte> _kind;

    private InjectionMatcher(bool isName) => _isName = isName;

    /// <summary>How many steps it took so far.</summary>
    public int Steps { get; set; }

    /// <summary>The kind of the first pattern in normalised text; empty if there is none.</summary>
    /// <param name="text">Normalised text (<see cref="InjectionText"/>).</param>
    /// <param name="isName">Whether it is a display name or another text for people, where words and blanks are common.</param>
    /// <param name="steps">How many steps it took.</param>
    public static ReadOnlySpan<byte> KindOf(scoped ReadOnlySpan<byte> text, bool isName, out int steps)
    {
        var matcher = new InjectionMatcher(isName);
        matcher.Find(InjectionPatterns.Trie, text);
        steps = matcher.Steps;
        return matcher._kind;
    }

    /// <summary>Whether one of the patterns that are whole at an index of the text is what is looked for.</summary>
    public bool Accepts(InjectionPattern[] patterns, scoped ReadOnlySpan<byte> text, int index)
    {
        foreach (var pattern in patterns)
        {
            if ((pattern.IsInNames || !_isName) && (pattern.Then is null || HasRest(pattern, text[index..])))
            {
                _kind = pattern.Kind;
                return true;
            }
        }

        return false;
    }

    // What does not follow here does not follow later either, so each rest is looked for in vain only once.
    private bool HasRest(InjectionPattern pattern, scoped ReadOnlySpan<byte> rest)
    {
        var bit = UInt128.One << pattern.Number;
        if ((_exhausted & bit) != 0)
        {
            return false;
        }

        var matcher = new InjectionMatcher(isName: false);
        var isThere = matcher.Find(pattern.Then!, rest);
        Steps += matcher.Steps;
        _exhausted |= isThere ? 0 : bit;
        return isThere;
    }

    private bool Find(InjectionTrie trie, scoped ReadOnlySpan<byte> text)
    {
        var beginnings = trie.Beginnings;
        for (var index = 0; index < text.Length; index++)
        {
            var next = index + 1 < text.Length ? text[index + 1] : (byte)0;
            if (beginnings.Has(text[index], next) && trie.Walk(ref this, text, index))
            {
                return true;
            }
        }

        return false;
    }
}
