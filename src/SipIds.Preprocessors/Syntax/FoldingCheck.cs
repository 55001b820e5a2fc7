using System.Buffers;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>The part of <see cref="AmbiguityCheck"/> that looks at folded lines (RFC 3261 §7.3.1): legal between tokens, smuggling inside one.</summary>
internal static class FoldingCheck
{
    private const SipFieldFaults Broken =
        SipFieldFaults.Parameter | SipFieldFaults.BrokenToken | SipFieldFaults.Protocol | SipFieldFaults.Version
        | SipFieldFaults.Host | SipFieldFaults.Port | SipFieldFaults.UriCharacter;

    private static readonly SearchValues<byte> s_separators = SearchValues.Create(";,=<>\"/:"u8);

    public static void Inspect(in SipMessage message, Inspection inspection)
    {
        foreach (var header in message.Headers)
        {
            if (header.IsFolded && IsBroken(header))
            {
                inspection.Report(AmbiguityCheck.Event, header.Name);
                return;
            }
        }

        if (HasBlankContinuation(message.Head))
        {
            inspection.Report(AmbiguityCheck.Event, "a continuation line of blanks alone"u8);
        }
    }

    private static bool IsBroken(in SipHeader header) => header.Id switch
    {
        SipHeaderId.CallId or SipHeaderId.ContentLength or SipHeaderId.MaxForwards => header.Value.ContainsAny(" \t\r\n"u8),
        SipHeaderId.CSeq => (SipCSeq.Parse(header.Value, out var cseq).Faults & SipFieldFaults.BrokenToken) != SipFieldFaults.None,
        SipHeaderId.From or SipHeaderId.To => SplitsWord(header.Value) && (NameAddress.Parse(header.Value, out var address).Faults & Broken) != SipFieldFaults.None,
        SipHeaderId.Via => SplitsWord(header.Value) && HasBrokenVia(header.Value),
        _ => false,
    };

    private static bool HasBrokenVia(ReadOnlySpan<byte> vias)
    {
        foreach (var via in new SipValues(vias))
        {
            if ((SipVia.Parse(via, out var parts).Faults & Broken) != SipFieldFaults.None)
            {
                return true;
            }
        }

        return false;
    }

    // Whether a fold stands between two bytes neither of which is a separator: it may part a word, or two words that only blanks part.
    private static bool SplitsWord(ReadOnlySpan<byte> value)
    {
        for (var lineFeed = value.IndexOf((byte)'\n'); lineFeed >= 0; lineFeed = value.IndexOf((byte)'\n'))
        {
            var before = value[..lineFeed].TrimEnd(" \t\r\n"u8);
            value = value[lineFeed..].TrimStart(" \t\r\n"u8);
            if (!before.IsEmpty && !value.IsEmpty && !s_separators.Contains(before[^1]) && !s_separators.Contains(value[0]))
            {
                return true;
            }
        }

        return false;
    }

    // To some, the first line without text ends the headers.
    private static bool HasBlankContinuation(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var lineFeed = head.IndexOf((byte)'\n');
            var line = lineFeed < 0 ? head : head[..lineFeed].TrimEnd((byte)'\r');
            if (!line.IsEmpty && !line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                return true;
            }

            head = lineFeed < 0 ? default : head[(lineFeed + 1)..];
        }

        return false;
    }
}
