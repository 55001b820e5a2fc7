using System.Buffers.Text;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Pipeline.Refusals;

/// <summary>Writes the response by which a request is refused (RFC 3261 §8.2.6).</summary>
internal ref struct RefusalText
{
    private readonly Span<byte> _buffer;
    private int _length;
    private bool _isFull;

    private RefusalText(Span<byte> buffer) => _buffer = buffer;

    /// <summary>Writes a response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="refusal">The status and how long to wait.</param>
    /// <param name="tag">What stands for the tag of To where the request has none.</param>
    /// <param name="buffer">Where it is written.</param>
    /// <returns>How long it is; 0 if it does not fit.</returns>
    public static int Write(in SipMessage request, NetEndpoint source, Refusal refusal, ulong tag, Span<byte> buffer)
    {
        var text = new RefusalText(buffer);
        text.Add(refusal.StatusLine);
        text.AddVias(request, source);
        text.AddLine("From: "u8, request.ValueOf(SipHeaderId.From));
        text.Add("To: "u8);
        text.Add(request.ValueOf(SipHeaderId.To));
        if (request.To.Tag.IsEmpty)
        {
            text.Add(";tag=sipids-"u8);
            text.AddNumber(tag, 'x');
        }

        text.AddLine("\r\nCall-ID: "u8, request.CallId);
        text.AddLine("CSeq: "u8, request.ValueOf(SipHeaderId.CSeq));
        if (refusal.RetryAfter > 0)
        {
            text.Add("Retry-After: "u8);
            text.AddNumber((ulong)refusal.RetryAfter);
            text.Add("\r\n"u8);
        }

        text.Add("Content-Length: 0\r\n\r\n"u8);
        return text._isFull ? 0 : text._length;
    }

    // All of them, as they came; the topmost gets what its sender cannot know (RFC 3261 §18.2.1, RFC 3581 §4).
    private void AddVias(in SipMessage request, NetEndpoint source)
    {
        var isFirst = true;
        foreach (var line in request.All(SipHeaderId.Via))
        {
            Add("Via: "u8);
            if (isFirst)
            {
                AddTopmost(request.Via, source);
                Add(line.Value[Math.Min(request.Via.Text.Length, line.Value.Length)..]);
                isFirst = false;
            }
            else
            {
                Add(line.Value);
            }

            Add("\r\n"u8);
        }
    }

    private void AddTopmost(in SipVia via, NetEndpoint source)
    {
        Add(via.Text[..^via.Parameters.Text.Length]);
        var start = 0;
        var parameters = via.Parameters.GetEnumerator();
        while (parameters.MoveNext())
        {
            var name = parameters.Current.Name;
            var isOurs = SipGrammar.EqualsIgnoreCase(name, "received"u8) || SipGrammar.EqualsIgnoreCase(name, "rport"u8);
            Add(isOurs ? default : via.Parameters.Text[start..parameters.Index]);
            start = parameters.Index;
        }

        Add(";received="u8);
        AddAddress(source.Address);
        if (via.HasRPort)
        {
            Add(";rport="u8);
            AddNumber(source.Port);
        }
    }

    private void AddLine(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Add(name);
        Add(value);
        Add("\r\n"u8);
    }

    private void AddAddress(NetAddress address)
    {
        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        _ = address.TryFormat(text, out var written, default, null);
        Add(text[..written]);
    }

    private void AddNumber(ulong number, char format = 'D')
    {
        Span<byte> text = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(number, text, out var written, new(format));
        Add(text[..written]);
    }

    private void Add(scoped ReadOnlySpan<byte> bytes)
    {
        _isFull |= !bytes.TryCopyTo(_buffer[_length..]);
        _length += _isFull ? 0 : bytes.Length;
    }
}
