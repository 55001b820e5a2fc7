using System.Runtime.CompilerServices;

namespace SipIds.Sip.Parsing;

/// <summary>The fields that several preprocessors read, parsed once a message: their texts, and the parts that the views of them point to.</summary>
internal struct FieldCache
{
    public const byte HasFrom = 1;
    public const byte HasTo = 2;
    public const byte HasVia = 4;
    public const byte HasBottomVia = 8;
    public const byte HasCSeq = 16;
    public const byte HasRequestUri = 32;

    public byte Parsed;
    public TextRange FromText;
    public TextRange ToText;
    public TextRange ViaText;
    public TextRange BottomViaText;
    public TextRange CSeqText;
    public NameAddress.Parts From;
    public NameAddress.Parts To;
    public SipVia.Parts Via;
    public SipVia.Parts BottomVia;
    public SipCSeq.Parts CSeq;
    public SipUri.Parts RequestUri;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ReadFrom(ReadOnlySpan<byte> payload, SipHeaderTable table)
    {
        FromText = table.ValueOf(SipHeaderId.From);
        NameAddress.ParseParts(payload, FromText, out From);
        Parsed |= HasFrom;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ReadTo(ReadOnlySpan<byte> payload, SipHeaderTable table)
    {
        ToText = table.ValueOf(SipHeaderId.To);
        NameAddress.ParseParts(payload, ToText, out To);
        Parsed |= HasTo;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ReadVia(ReadOnlySpan<byte> payload, SipHeaderTable table)
    {
        var text = table.ValueOf(SipHeaderId.Via);
        SipVia.ParseParts(payload, text, out Via);
        ViaText = new(text.Start, text.Start + Via.End);
        Parsed |= HasVia;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ReadBottomVia(ReadOnlySpan<byte> payload, in SipHeaders lines)
    {
        var text = default(ReadOnlySpan<byte>);
        foreach (var line in lines)
        {
            foreach (var value in new SipValues(line.Value))
            {
                text = value;
            }
        }

        SipVia.ParseParts(text, out BottomVia);
        var start = payload.Overlaps(text, out var offset) ? offset : 0;
        BottomViaText = new(start, start + BottomVia.End);
        Parsed |= HasBottomVia;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ReadCSeq(ReadOnlySpan<byte> payload, SipHeaderTable table)
    {
        CSeqText = table.ValueOf(SipHeaderId.CSeq);
        CSeq = default;
        if (!PlainCSeq.TryParse(payload, CSeqText, ref CSeq))
        {
            SipCSeq.ParseParts(CSeqText.Of(payload), out CSeq);
        }

        Parsed |= HasCSeq;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ReadRequestUri(ReadOnlySpan<byte> payload, in StartLine line)
    {
        SipUri.ParseParts(payload, line.RequestUri, out RequestUri);
        Parsed |= HasRequestUri;
    }
}
