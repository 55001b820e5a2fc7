using System.Text;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>One habit of injected text: a beginning, and perhaps a later part, in normalised text (<see cref="InjectionText"/>).</summary>
/// <remarks>
/// Lower-case letters and signs stand for themselves. <c>W</c>: the edge of a word. <c>B</c>: blanks and brackets, or none.
/// <c>D</c>: digits, one at least. <c>E</c>: the end of the text.
/// </remarks>
internal sealed record InjectionPattern
{
    /// <param name="kind">What is injected: SQL, shell or script.</param>
    /// <param name="first">How it begins.</param>
    /// <param name="then">What stands somewhere after that; empty for nothing.</param>
    /// <param name="isInNames">Whether it betrays itself in a display name too, where people write words and blanks.</param>
    public InjectionPattern(string kind, string first, string then = "", bool isInNames = true)
    {
        Kind = Encoding.ASCII.GetBytes(kind);
        First = first;
        Then = then.Length == 0 ? null : new InjectionTrie().Add(then, new(kind, then));
        IsInNames = isInNames;
    }

    public byte[] Kind { get; }

    /// <summary>How it begins.</summary>
    public string First { get; }

    /// <summary>What stands somewhere after that; null for nothing.</summary>
    public InjectionTrie? Then { get; }

    public bool IsInNames { get; }

    /// <summary>Its place among all of them.</summary>
    public int Number { get; init; }
}
