namespace SipIds.Preprocessing;

/// <summary>A preprocessor, an output or an observer that threw. It is contained, counted, and after a few faults switched off.</summary>
public sealed class PluginFault
{
    internal PluginFault(PluginPart part, string name, Exception first)
    {
        Part = part;
        Name = name;
        First = first;
    }

    /// <summary>What it is.</summary>
    public PluginPart Part { get; }

    /// <summary>The name of a preprocessor or an output; of an observer the name of its type.</summary>
    public string Name { get; }

    /// <summary>What it is and what it is called, as a sentence begins: <c>output eve</c>.</summary>
    public string Culprit => $"{Part.ToString().ToLowerInvariant()} {Name}";

    /// <summary>The first exception.</summary>
    public Exception First { get; }

    /// <summary>How many there were.</summary>
    public long Count { get; internal set; }

    /// <summary>Whether it was a plugin that could not even be created.</summary>
    public bool NeverRan { get; internal init; }

    /// <summary>Whether it no longer runs.</summary>
    public bool IsSwitchedOff { get; internal set; }
}
