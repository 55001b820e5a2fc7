namespace SipIds.Preprocessing;

/// <summary>A preprocessor that threw. It is contained, counted, and after a few faults switched off.</summary>
public sealed class PreprocessorFault
{
    internal PreprocessorFault(string preprocessor, Exception first)
    {
        Preprocessor = preprocessor;
        First = first;
    }

    /// <summary>The preprocessor's name.</summary>
    public string Preprocessor { get; }

    /// <summary>The first exception.</summary>
    public Exception First { get; }

    /// <summary>How many there were.</summary>
    public long Count { get; internal set; }

    /// <summary>Whether it was a plugin that could not even be created.</summary>
    public bool NeverRan { get; internal init; }

    /// <summary>Whether the preprocessor no longer runs.</summary>
    public bool IsSwitchedOff { get; internal set; }
}
