namespace SipIds.Preprocessing;

/// <summary>What one preprocessor says of its work: counts for statistics, and lines for a person.</summary>
public sealed class PreprocessorSummary
{
    private readonly List<KeyValuePair<string, long>> _counts = [];
    private readonly List<string> _lines = [];

    internal PreprocessorSummary(string preprocessor) => Preprocessor = preprocessor;

    /// <summary>The preprocessor's name.</summary>
    public string Preprocessor { get; }

    /// <summary>Its counts, in the order in which it named them.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Counts => _counts;

    /// <summary>Its lines, in their order.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Adds a count since the start. A person is not shown one that is 0.</summary>
    /// <param name="name">Lower-case words joined by underscores, the same in every summary.</param>
    /// <param name="value">How many there were.</param>
    public PreprocessorSummary Count(string name, long value)
    {
        _counts.Add(KeyValuePair.Create(name, value));
        return this;
    }

    /// <summary>Adds a line for a person; an empty one is left out.</summary>
    public PreprocessorSummary Line(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _lines.Add(text);
        }

        return this;
    }
}
