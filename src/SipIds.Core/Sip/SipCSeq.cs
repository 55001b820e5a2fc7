using System.Diagnostics.CodeAnalysis;
using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>A view of a CSeq value (RFC 3261 §20.16): a number and a method.</summary>
public readonly ref struct SipCSeq
{
    private readonly ref readonly Parts _parts;

    internal SipCSeq(ReadOnlySpan<byte> text, ref readonly Parts parts)
    {
        Text = text;
        _parts = ref parts;
    }

    /// <summary>Where the parts of the text are. A view is its text and a reference to these, which whoever reads the text keeps for it.</summary>
    public struct Parts
    {
        internal uint Number;
        internal TextRange MethodName;
        internal SipMethod Method;
        internal SipFieldFaults Faults;
        internal bool IsPlain;
    }

    /// <summary>The whole value as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The sequence number, below 2^31; 0 where <see cref="Faults"/> has <see cref="SipFieldFaults.Number"/>.</summary>
    public uint Number => _parts.Number;

    /// <summary>The method.</summary>
    public SipMethod Method => _parts.Method;

    /// <summary>The method as it stands.</summary>
    public ReadOnlySpan<byte> MethodName => _parts.MethodName.Of(Text);

    /// <summary>Whether it has the form of all but a few: a number of at most eight digits, a space, and one of the methods of <see cref="SipMethod"/>.</summary>
    /// <remarks>An ordinary value may be called not plain; a plain one is in order.</remarks>
    public bool IsPlain => _parts.IsPlain;

    /// <summary>What is wrong with it.</summary>
    public SipFieldFaults Faults => _parts.Faults;

    /// <summary>Reads a value; the view is good for as long as <paramref name="parts"/> is there.</summary>
    public static SipCSeq Parse(ReadOnlySpan<byte> text, [UnscopedRef] out Parts parts)
    {
        ParseParts(text, out parts);
        return new(text, ref parts);
    }

    internal static void ParseParts(ReadOnlySpan<byte> text, out Parts parts)
    {
        parts = default;
        if (text.IsEmpty || text.Length > ushort.MaxValue)
        {
            parts.Faults = SipFieldFaults.Empty;
            return;
        }

        var end = 0;
        while (end < text.Length && SipGrammar.IsDigit(text[end]))
        {
            end++;
        }

        // RFC 3261 §8.1.1.5: below 2^31.
        if (SipGrammar.TryReadNumber(text[..end], int.MaxValue, out var number))
        {
            parts.Number = (uint)number;
        }
        else
        {
            parts.Faults |= SipFieldFaults.Number;
            end = Math.Max(text.IndexOfAny(SipGrammar.WhiteSpace), 0);
        }

        var start = SipGrammar.SkipWhiteSpace(text, end);
        parts.MethodName = new(start, text.Length);
        var method = text[start..];
        parts.Method = SipMethods.Find(method);
        if (parts.Method is SipMethod.Extension && (method.IsEmpty || method.ContainsAnyExcept(SipGrammar.Token)))
        {
            parts.Faults |= method.ContainsAny(SipGrammar.WhiteSpace) ? SipFieldFaults.BrokenToken : SipFieldFaults.Method;
        }

        if (start == end && end > 0)
        {
            parts.Faults |= SipFieldFaults.Method;
        }
    }
}
