namespace SipIds.Sip;

/// <summary>The header lines of a message: all of them, or those of one id, in order.</summary>
public readonly ref struct SipHeaders
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly ReadOnlySpan<SipHeaderTable.Entry> _entries;
    private readonly SipHeaderId? _only;

    internal SipHeaders(ReadOnlySpan<byte> payload, ReadOnlySpan<SipHeaderTable.Entry> entries, SipHeaderId? only)
    {
        _payload = payload;
        _entries = entries;
        _only = only;
    }

    /// <summary>The lines one by one.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Steps through the lines.</summary>
    public ref struct Enumerator
    {
        private readonly SipHeaders _headers;
        private int _index;

        internal Enumerator(SipHeaders headers)
        {
            _headers = headers;
            _index = -1;
        }

        /// <summary>The line.</summary>
        public readonly SipHeader Current => new(_headers._payload, _headers._entries[_index]);

        /// <summary>Goes to the next line.</summary>
        public bool MoveNext()
        {
            while (++_index < _headers._entries.Length)
            {
                if (_headers._only is null || _headers._entries[_index].Id == _headers._only)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
