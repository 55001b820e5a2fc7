using System.Runtime.CompilerServices;
using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>A SIP message as a view over the packet's bytes and the header table that the parser filled: nothing is copied, fields are read when asked for.</summary>
/// <remarks>It is dead once the table is used for the next message. Keep what you need in fixed-size values.</remarks>
public readonly ref struct SipMessage
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly SipHeaderTable? _table;

    internal SipMessage(ReadOnlySpan<byte> payload, SipHeaderTable table)
    {
        _payload = payload;
        _table = table;
    }

    /// <summary>Whether there is no message: the payload was no SIP.</summary>
    public bool IsEmpty => _table is null;

    /// <summary>Whether it is a request.</summary>
    public bool IsRequest => Start.IsRequest;

    /// <summary>The method of a request; <see cref="SipMethod.Extension"/> for a response, whose method is in <see cref="CSeq"/>.</summary>
    public SipMethod Method => Start.Method;

    /// <summary>The method of a request as it stands; empty for a response.</summary>
    public ReadOnlySpan<byte> MethodName => Start.MethodName.Of(_payload);

    /// <summary>The status code of a response, 0 to 32767; 0 for a request, and where it is no number in that range.</summary>
    public int StatusCode => Start.StatusCode;

    /// <summary>The reason phrase of a response; empty for a request.</summary>
    public ReadOnlySpan<byte> ReasonPhrase => Start.Reason.Of(_payload);

    /// <summary>The version as it stands, <c>SIP/2.0</c>.</summary>
    public ReadOnlySpan<byte> Version => Start.Version.Of(_payload);

    /// <summary>The Request-URI in its parts; empty for a response.</summary>
    public SipUri RequestUri
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var table = Table;
            if ((table.Fields.Parsed & FieldCache.HasRequestUri) == 0)
            {
                table.Fields.ReadRequestUri(_payload, table.Start);
            }

            return new(table.Start.RequestUri.Of(_payload), in table.Fields.RequestUri);
        }
    }

    /// <summary>What the parser met or forgave.</summary>
    public SipAnomalies Anomalies => Start.Anomalies;

    /// <summary>The first header of this id; not <see cref="SipHeader.IsPresent"/> if there is none.</summary>
    public SipHeader this[SipHeaderId id] => Has(id) ? new(_payload, Table[Table.First(id)]) : default;

    /// <summary>Whether a known header stands in the message.</summary>
    public bool Has(SipHeaderId id) => (Table.Present & (1UL << (int)id)) != 0;

    /// <summary>Whether a known header stands in the message more than once.</summary>
    public bool IsRepeated(SipHeaderId id) => (Table.Repeated & (1UL << (int)id)) != 0;

    /// <summary>The ids of the headers in the message: bit n for id n, bit 0 for any that is not known.</summary>
    public ulong PresentIds => Table.Present;

    /// <summary>The ids of the headers that stand more than once: bit n for id n, bit 0 where several are not known.</summary>
    public ulong RepeatedIds => Table.Repeated;

    /// <summary>How many header lines there are.</summary>
    public int HeaderCount => Table.Count;

    /// <summary>Every header line in order.</summary>
    public SipHeaders Headers => new(_payload, Table.Entries, null);

    /// <summary>Every header line of one id in order.</summary>
    public SipHeaders All(SipHeaderId id) => Has(id) ? new(_payload, Table.Entries[Table.First(id)..], id) : default;

    /// <summary>The value of the first header of this id; empty if there is none.</summary>
    public ReadOnlySpan<byte> ValueOf(SipHeaderId id) => Table.ValueOf(id).Of(_payload);

    /// <summary>The Call-ID; empty if there is none.</summary>
    public ReadOnlySpan<byte> CallId => ValueOf(SipHeaderId.CallId);

    /// <summary>The User-Agent, or for want of one the Server; empty if there is neither.</summary>
    public ReadOnlySpan<byte> UserAgent => ValueOf(Has(SipHeaderId.UserAgent) ? SipHeaderId.UserAgent : SipHeaderId.Server);

    /// <summary>The From value.</summary>
    public NameAddress From
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var table = Table;
            if ((table.Fields.Parsed & FieldCache.HasFrom) == 0)
            {
                table.Fields.ReadFrom(_payload, table);
            }

            return new(table.Fields.FromText.Of(_payload), in table.Fields.From);
        }
    }

    /// <summary>The To value.</summary>
    public NameAddress To
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var table = Table;
            if ((table.Fields.Parsed & FieldCache.HasTo) == 0)
            {
                table.Fields.ReadTo(_payload, table);
            }

            return new(table.Fields.ToText.Of(_payload), in table.Fields.To);
        }
    }

    /// <summary>The topmost Via value: the hop that sent this request, or that this response goes to.</summary>
    public SipVia Via
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var table = Table;
            if ((table.Fields.Parsed & FieldCache.HasVia) == 0)
            {
                table.Fields.ReadVia(_payload, table);
            }

            return new(table.Fields.ViaText.Of(_payload), in table.Fields.Via);
        }
    }

    /// <summary>The bottom Via value: the hop that the request came from first.</summary>
    public SipVia BottomVia
    {
        get
        {
            var table = Table;
            if ((table.Fields.Parsed & FieldCache.HasBottomVia) == 0)
            {
                table.Fields.ReadBottomVia(_payload, All(SipHeaderId.Via));
            }

            return new(table.Fields.BottomViaText.Of(_payload), in table.Fields.BottomVia);
        }
    }

    /// <summary>The CSeq value.</summary>
    public SipCSeq CSeq
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var table = Table;
            if ((table.Fields.Parsed & FieldCache.HasCSeq) == 0)
            {
                table.Fields.ReadCSeq(_payload, table);
            }

            return new(table.Fields.CSeqText.Of(_payload), in table.Fields.CSeq);
        }
    }

    /// <summary>The body: what follows the empty line, as far as Content-Length grants and the payload holds.</summary>
    public ReadOnlySpan<byte> Body => _payload.Slice(Start.BodyStart, Start.BodyLength);

    /// <summary>What follows the empty line, whatever Content-Length says.</summary>
    public ReadOnlySpan<byte> AfterHeaders => _payload[Start.BodyStart..];

    /// <summary>The start line and the headers, the empty line included.</summary>
    public ReadOnlySpan<byte> Head => _payload[..Start.BodyStart];

    private SipHeaderTable Table => _table ?? SipParser.EmptyTable;

    private ref StartLine Start => ref Table.Start;
}
